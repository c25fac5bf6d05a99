"""An invented report with one of everything, by which a template is tried before it is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from app.reporting.appendix import evidence_appendix
from app.reporting.asked import PrintedAsked
from app.reporting.besides import (
    PrintedAnswer,
    PrintedComparison,
    PrintedContext,
    PrintedMove,
    PrintedSecond,
    besides_printed,
)
from app.reporting.contents import Decided, Occasion, report_contents
from app.reporting.exchanges import PrintedChallenge, PrintedRequest, PrintedTurn, exchanges_printed
from app.reporting.plain import plain_version
from app.reporting.short_forms import short_forms

THEN = datetime(2025, 6, 1, 12, tzinfo=UTC)
DUE = date(2025, 9, 1)


def sample_contents() -> dict[str, Any]:
    """Everything that a report can print, of a place that there is none of."""
    content = _content()
    decided = Decided("red", "contrary", "amber", False, "A reason.", "Ada", THEN, "An action.", "Chair", DUE, "open")
    occasion = Occasion("Harland Vale", "A review", "Working Together 2023", "Ada", THEN, "0" * 64)
    steps = [("1", "A step", ["1.1", "1.2"])]
    contents = report_contents(content, occasion, steps, {"1.1": decided}, _exchanges(), _besides())
    contents |= short_forms(contents, ["1.1"])
    carried = {"question": "1.1", "text": "An action.", "owner": "Chair", "due": "no date set", "status": "In hand"}
    contents |= {"carried_actions": [carried | {"source": "The review before"}]}
    contents |= {"plain": plain_version(contents, "six-steps", {"1.1": "contrary"})}
    return contents | evidence_appendix(content, {"1.1"})


def _content() -> dict[str, Any]:
    quote = {
        "document": "d1", "file": "minutes.pdf", "title": "Minutes", "where": {"page": 2}, "quote": "Words.",
        "stance": "gap", "date": "2025-01-01", "agency": "health", "counts": True, "self_reported": True,
    }  # fmt: skip
    questions = [
        {
            "id": question, "step": "1", "text": "Is it so?", "proposed": "amber", "red_reason": None,
            "because": "Amber: 1 of 2 parts confirmed; one part: nothing shows it.",
            "parts": [{"id": f"{question}.a", "text": "A part", "finding": "partly", "because": "so.", "evidence": [quote] * 4}],
            "contradictions": [[quote, quote]] * 4, "requests": [{"text": "A paper", "part": f"{question}.a"}],
        }
        for question in ("1.1", "1.2")
    ]  # fmt: skip
    paper = {"id": "d1", "file": "minutes.pdf", "sha256": "0" * 64, "standing": "draft"}
    papers = [paper | {"status": "read"}, paper | {"id": "d2", "status": "refused", "reason": "It is locked."}]
    return {
        "framework": {"title": "A framework", "attribution": "A source."},
        "period": {"from": "2024-04-01", "to": "2025-03-31"},
        "as_of": "2025-03-31",
        "documents": papers,
        "questions": questions,
    }


def _besides() -> dict[str, Any]:
    agree, how = "The two ratings differ.", "Independently of the decision"
    second = PrintedSecond("1.1", "Red", "Amber", "amber", agree, how, "A reason.", "Tamsin, 1 June 2025")
    move = PrintedMove("1.1", "Is it so?", "Amber", "Red", "Real change", "The papers that count differ.")
    answer = PrintedAnswer("1", "Who pays?", "The partnership.", "Ada, 1 June 2025")
    compared = PrintedComparison("The review before", "1 rating moved", ["Another framework."], [move])
    context = PrintedContext("1 of 1 question answered", False, [answer], [answer])
    return besides_printed([second], compared, context, [_asked()])


def _asked() -> PrintedAsked:
    quote = {"file": "minutes.pdf", "where": {"page": 2}, "quote": "Words.", "date": None, "agency": "health"}
    group = {"title": "Says that it is so", "sentences": ["Health came to 5 of 6."], "citations": [quote]}
    clause = {
        "text": "who came?",
        "answered": True,
        "corrects": "It is not so.",
        "scope": "in minutes",
        "groups": [group],
    }
    silent = {"text": "who paid?", "answered": False, "would_say": ["Accounts"]}
    answer = {"asked_as": "Who came, and who paid?", "clauses": [clause, silent], "looked_in": "1 paper was read."}
    return PrintedAsked("And who paid?", "1.1", answer, "Ada", THEN)


def _exchanges() -> dict[str, Any]:
    turn = PrintedTurn("supplied", "Here it is.", "Bram", THEN, ("Minutes",))
    reply = PrintedTurn("reply", "We differ.", "Bram", THEN)
    quote = {"file": "minutes.pdf", "where": {"page": 2}, "quote": "Words.", "date": None, "agency": "health"}
    request = PrintedRequest(1, "A paper", ("1.1",), "health", DUE, "supplied", (turn,))
    challenge = PrintedChallenge(1, "1.1", "The chair", "Why?", DUE, "reply", "Ada", THEN, (quote,), (reply,))
    return exchanges_printed([request], [challenge])
