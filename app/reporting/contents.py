"""What a report says: gathered as plain values, so that any template can print it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.pages.words import counted, day, moment, place, reasons, sentence, span, word
from app.reporting.besides import NOTHING_BESIDES
from app.reporting.exchanges import NOTHING

Content = Mapping[str, Any]
"""An assessment as the contract lays it out."""

QUOTES_A_PART = 3
"""How many of the quotes that count are printed for each part; the rest stay in the record."""
PAIRS_A_QUESTION = 3
"""How many pairs of papers that contradict each other are printed for each question."""
UNDECIDED = "Not decided"


@dataclass(frozen=True)
class Decided:
    """A person's decision, as it is printed."""

    rating: str
    red_reason: str | None
    proposed: str
    accepts: bool
    reason: str
    by: str
    at: datetime
    action: str
    owner: str
    due: date | None
    status: str


@dataclass(frozen=True)
class Occasion:
    """Which review the report is of, who made it and when, and the head of its record."""

    area: str
    title: str
    guidance: str
    made_by: str
    made_at: datetime | None
    head: str
    """The hash of the record's last entry when the report was made; empty where there is no record."""


def report_contents(
    content: Content,
    occasion: Occasion,
    steps: Iterable[tuple[str, str, Sequence[str]]],
    decisions: Mapping[str, Decided],
    exchanges: Mapping[str, Any] = NOTHING,
    besides: Mapping[str, Any] = NOTHING_BESIDES,
) -> dict[str, Any]:
    """Everything that a report prints. `steps` gives each step's id, its title and its questions' ids.

    `exchanges` is what passed between the scrutineer and the partnership; `besides` are the second ratings, the
    comparison with the last review, and how the scrutiny is arranged.
    """
    questions = {question["id"]: question for question in content["questions"]}
    documents = {document["id"]: document for document in content["documents"]}
    printed = [
        {
            "number": step,
            "title": title,
            "questions": [
                _question(questions[each], documents, decisions.get(each)) for each in ids if each in questions
            ],
        }
        for step, title, ids in steps
    ]
    return {
        "title": occasion.title,
        "area": occasion.area,
        "period": span(content["period"]),
        "as_of": day(content["as_of"]),
        "guidance": occasion.guidance,
        "framework": content["framework"]["title"],
        "reference": content["framework"].get("attribution", ""),
        "made_by": occasion.made_by,
        "made_at": moment(occasion.made_at) if occasion.made_at else "",
        "head": occasion.head,
        "decided": f"{len(decisions)} of {counted(len(questions), 'question')} decided",
        "steps": printed,
        "actions": [_action(each, decisions[each]) for each in questions if each in decisions],
        "requests": _requests(content),
        **exchanges,
        **besides,
        "papers": [_paper(document) for document in content["documents"]],
        "unread": [line for document in content["documents"] for line in _unread(document)],
    }


def _question(question: Content, documents: Mapping[str, Content], decision: Decided | None) -> dict[str, Any]:
    lead, rest = reasons(question["because"])
    pairs = question.get("contradictions", [])
    more = len(pairs) - PAIRS_A_QUESTION
    return {
        "id": question["id"],
        "text": question.get("text", ""),
        "rating": word(decision.rating, "rating") if decision else UNDECIDED,
        "colour": decision.rating if decision else "none",
        "red_reason": word(decision.red_reason, "red_reason") if decision and decision.red_reason else "",
        "who": f"{decision.by}, {moment(decision.at)}" if decision else "",
        "proposed": word(question["proposed"], "rating"),
        "proposed_colour": question["proposed"],
        "lead": lead,
        "rest": list(rest),
        "choice": _choice(decision),
        "reason": decision.reason if decision else "",
        "action": _action(question["id"], decision) if decision else None,
        "parts": [_part(part, documents) for part in question["parts"]],
        "contradictions": [[_quote(each, documents) for each in pair] for pair in pairs[:PAIRS_A_QUESTION]],
        "more_pairs": f"{counted(more, 'more pair')} can be read in Sightline." if more > 0 else "",
    }


def _choice(decision: Decided | None) -> str:
    if decision is None:
        return "This question is not decided. What follows is what the papers suggest."
    if decision.accepts:
        return f"The scrutineer accepted the proposal, which was {word(decision.proposed, 'rating')}."
    return f"The scrutineer decided otherwise than proposed; the proposal was {word(decision.proposed, 'rating')}."


def _part(part: Content, documents: Mapping[str, Content]) -> dict[str, Any]:
    counting = [each for each in part["evidence"] if each["counts"]]
    more = len(counting) - QUOTES_A_PART
    return {
        "id": part["id"],
        "text": part["text"],
        "finding": word(part["finding"], "finding"),
        "because": sentence(part["because"]),
        "quotes": [_quote(each, documents) for each in counting[:QUOTES_A_PART]],
        "more": f"{counted(more, 'more quote')} that count{'s' if more == 1 else ''} can be read in Sightline."
        if more > 0
        else "",
    }


def _quote(citation: Content, documents: Mapping[str, Content]) -> dict[str, str]:
    document = documents.get(citation["document"], {})
    said_by = {True: "self-reported", False: "independent", None: "not known whether self-reported"}
    title = citation.get("title") or document.get("title") or citation["file"]
    return {
        "words": citation["quote"],
        "stance": word(citation["stance"], "stance"),
        "source": f"{title}, {place(citation['where'])}",
        "about": f"{day(citation.get('date'))}; {word(citation.get('agency'), 'agency')}, "
        f"{said_by[citation.get('self_reported')]}{'; counted by hand' if citation.get('placed') else ''}",
    }


def _action(question: str, decision: Decided) -> dict[str, str]:
    return {
        "question": question,
        "text": decision.action,
        "owner": decision.owner,
        "due": day(decision.due, "no date set"),
        "status": word(decision.status, "status"),
    }


def _requests(content: Content) -> list[dict[str, str]]:
    asked: dict[str, list[str]] = {}
    for question in content["questions"]:
        for request in question["requests"]:
            asked.setdefault(request["text"], []).append(question["id"])
    return [{"text": text, "questions": ", ".join(dict.fromkeys(ids))} for text, ids in asked.items()]


def _paper(document: Content) -> dict[str, str]:
    standing = document.get("standing") or "current"
    return {
        "title": document.get("title") or document["file"],
        "file": document["file"],
        "kind": word(document.get("kind"), "kind"),
        "date": day(document.get("date")),
        "agency": word(document.get("agency"), "agency"),
        "outcome": word(document["status"], "outcome"),
        "standing": "" if standing == "current" else word(standing, "standing"),
        "sha256": document["sha256"],
    }


def _unread(document: Content) -> list[dict[str, str]]:
    title = document.get("title") or document["file"]
    if document["status"] in ("refused", "no_text"):
        return [{"paper": title, "where": "the whole paper", "why": document.get("reason") or ""}]
    unread = [each for each in document.get("unread") or [] if not each.get("was_read")]
    return [{"paper": title, "where": place(each.get("where")), "why": each["why"]} for each in unread]
