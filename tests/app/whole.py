"""A review in which everything has happened at least once, so that no page of it is empty."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from cast import Person, make_review
from fake_model import fake_model, streamed
from flask import Flask
from pack import stock
from proposals import MINUTES, citation
from test_other_frameworks import under_lewisham
from werkzeug.serving import make_server

from app.adapting.adapting import start_from
from app.adapting.known import shipped
from app.adapting.versions import keep_version
from app.answering.printed import choose_printing
from app.database import now
from app.drafting import drafting
from app.drafting.drafting import Wanted, begin, choose_model, keep_draft
from app.drafting.language_model import Breaker, Endpoint
from app.models import Review
from app.packs.field_notes import Noted, write_note
from app.pages.places import print_of
from app.people.inviting import invite
from app.record.decisions import NewAction, decide, keep_asked
from app.record.trail import head_of
from app.reporting.reports import issue_report
from app.reviewing.challenging import NewChallenge, raise_challenge, reply, settle
from app.reviewing.comments import comment
from app.reviewing.context import answer_context, context_questions
from app.reviewing.programme import Planned, agree, plan
from app.reviewing.requesting import NewRequest, answer_request, send_request
from app.reviewing.reviews import assign
from app.reviewing.second_ratings import rate_second
from app.reviewing.self_assessing import Answer, save_draft, submit
from app.reviewing.self_tracking import SelfTaskSaid, keep_self_task
from app.tracking.actions import TaskSaid, keep_task

Supplied = dict[str, str | int]


@contextlib.contextmanager
def served(app: Flask) -> Iterator[str]:
    """The service on a port of its own, for as long as it is looked at."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def whole_review(app: Flask, cast: dict[str, Person]) -> Supplied:
    """Makes it, and gives a value for every name that stands in an address."""
    ada, bram = cast["scrutineer"].user, cast["business_manager"].user
    soon, review = now().date() + timedelta(days=10), make_review(ada, "Harland Vale")
    assign(None, review, bram, "partnership")
    assign(None, review, cast["reviewer"].user, "reviewer")
    papers, assessment = stock(review, ada)
    quote = citation(papers["minutes"], MINUTES[2], "achieved")

    asked = send_request(review, ada, NewRequest("Minutes that agree the budget", "health", soon, ("1.1",), ("1.1.b",)))
    ended = send_request(review, ada, NewRequest("The training return", "police", soon, ("2.1",)))
    answer_request(review, bram, ended, state="none_exists", text="There is none.", papers=(), seen=0)
    ticked = (("1.1.b", 1), ("1.1.b", 2))
    put = raise_challenge(
        review, ada, NewChallenge("1.1", "The chair", "Which of the two holds?", soon, ticked), assessment
    )
    settled = raise_challenge(review, ada, NewChallenge("2.1", "The police", "Who was heard?", soon), assessment)
    reply(review, bram, settled, text="Twelve young people.", seen=0)
    settle(review, ada, settled, kind="maintained", text="They are not named.", seen=1)

    noted = Noted("visit", date(2025, 2, 3), "The duty team", "The hub", "health", "The duty team showed me the rota.")
    note = write_note(review, ada, noted)
    agree(review, ada, tenths=120, rate=55000, expenses=20000, note="", seen=0)
    activity = plan(review, ada, Planned("visit", "A visit to the hub", date(2025, 2, 3), "10:00", "The hub", 10, 1500))
    plan(review, ada, Planned("board", "The executive", date(2025, 2, 20), "", "", 5, state="held"))
    said = next(one for one in context_questions())
    answer_context(review, ada, said.id, text="The same three partners as before.", kind="given", seen=0)

    for question, rating, red in (("1.1", "red", "contrary"), ("2.1", "green", None), ("2.2", "amber", None)):
        action = NewAction(f"Do what {question} asks", "Executive group", date(2025, 10, 31))
        decided = decide(
            review, ada, question=question, rating=rating, red_reason=red,
            reason="The money is not there.", action=action, supersedes=None,
        )  # fmt: skip
    made = decided.action
    task = keep_task(review, ada, made, TaskSaid("Ask the ICB", "Chief Nurse", date(2025, 9, 1), "to_do"))
    rate_second(review, cast["reviewer"].user, question="2.1", rating="amber", red_reason=None, reason="Too few.")
    comment(review, cast["reviewer"].user, "1.1", "See also the minutes of March.")
    submit(review, bram, Answer("1.1", "together", "", "amber", "We signed the plan in June.", (), "Fund it."), seen=0)
    save_draft(review, bram, Answer("1.2", "health", evidence="To be said"), seen=0)
    keep_self_task(review, bram, "1.1", ("together", ""), SelfTaskSaid("Ask the ICB", "Chief Nurse"))

    answer = {"answered": True, "citations": [quote], "looked_in": "5 papers"}
    question = keep_asked(review, ada, "Who agreed the plan?", answer)
    choose_printing(review, ada, question, printed=True)
    keep_asked(review, bram, "Is there a unicorn?", {"answered": False, "citations": [], "looked_in": "5 papers"})
    part = {"id": "1.1.a", "text": "It works", "finding": "confirmed", "because": "So.", "evidence": [quote]}
    other = under_lewisham(review, cast["scrutineer"], [part])
    copy = start_from(ada, shipped()["six-steps"])
    version = keep_version(ada, copy, "Ours.", copy.turn)
    report = issue_report(review, ada, b"PK report", assessment, [decided], head_of(review))
    return {
        "review_id": review.id, "paper_id": papers["minutes"].id, "question_id": "1.1", "assessment_id": assessment.id,
        "part_id": "1.1.b", "number": 1, "document_id": str(quote["document"]), "segment": 0,
        "start": int(quote["start"]), "end": int(quote["end"]),
        "request_id": asked.id, "challenge_id": put.id, "note_id": note.id, "activity_id": activity.id,
        "action_id": made.id, "asked_id": question.id, "report_id": report.id, "other_id": other.id,
        "draft_id": copy.id, "version_id": version.id, "framework_id": "lewisham", "respondent": "together",
        "form": "summary", "ending": "docx", "kind": "csv", "user_id": cast["stranger"].id,
        "context": said.id, "task": task.number, "model_draft": _drafted(app, review, cast["scrutineer"], quote),
        "settled": settled.id, "ended": ended.id, "other_question": shipped()["lewisham"].questions[0].id,
        "made": 1, "other_part": "1.1.a", "said": print_of(str(quote["quote"])),
        "token": invite(cast["administrator"].user, review, email="gwen@harland.example", role="partnership").token,
    }  # fmt: skip


def _drafted(app: Flask, review: Review, person: Person, quote: dict[str, object]) -> str:
    """A draft of an answer by a model that is only played."""
    with (
        pytest.MonkeyPatch.context() as patch,
        fake_model(streamed("The plan was agreed by all three partners [q1].")) as model,
    ):
        there = Endpoint(model.address, "test", "", seconds=1.0, tokens=200)
        patch.setattr(drafting, "endpoint", lambda: there)
        app.extensions["sightline-model-breaker"] = Breaker()
        choose_model(review, person.user, True)
        on_its_way = begin(review, Wanted("answer", "asked", {"question": "Who agreed?"}, [quote]))
        list(drafting.run(on_its_way))
    return keep_draft(review, person.user, on_its_way).id
