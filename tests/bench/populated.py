"""The bench's review: everything in it has happened, most of it often, and 500 papers lie behind it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade

from app.database import db, now, writing
from app.models import Assessment, Review, User
from app.packs.field_notes import Noted, write_note
from app.people.accounts import make_person
from app.proposing.assessments import keep_assessment
from app.record.decisions import NewAction, decide, decisions_of
from app.record.trail import head_of
from app.reporting.reports import issue_report
from app.reviewing.challenging import NewChallenge, raise_challenge, reply
from app.reviewing.comments import comment
from app.reviewing.requesting import NewRequest, send_request
from app.reviewing.reviews import create_review
from app.reviewing.second_ratings import rate_second
from rules.framework_file import framework_named
from tests.bench.large_review import AS_OF, FRAMEWORK, PERIOD, enlarge, open_app, sample, tests_of_app

REQUESTS, CHALLENGES, NOTES, DECIDED, SECONDS = 40, 12, 20, 18, 10
WORKED_OUT_AT_ONCE = frozenset({"writing.attempt"})
"""What reads the whole pack with the models while the person waits: that is work, which the bench of the main job measures."""


@dataclass(frozen=True)
class Made:
    """What the bench needs to know of what was made: who signs in, and each page by its endpoint."""

    people: dict[str, tuple[str, str]]
    """Of each role the address and the password."""
    pages: list[tuple[str, str]]
    """Endpoint and path."""

    def keep(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)))

    @classmethod
    def kept(cls, path: Path) -> Made:
        said = json.loads(path.read_text())
        return cls(said["people"], [(one, other) for one, other in said["pages"]])


def populate(data: Path, papers: int) -> Made:
    """Makes the review in an empty data folder."""
    tests_of_app()
    import whole
    from cast import CAST, Person

    app = open_app(data)
    with app.app_context():
        upgrade()
        keys = {part: _person(*said) for part, said in CAST.items()}
        people = {
            part: Person(app, identity, CAST[part][1], password, app.test_client())
            for part, (identity, password) in keys.items()
        }
        whole.make_review = _review
        supplied = whole.whole_review(app, people)
        review, ada = db.session.get_one(Review, str(supplied["review_id"])), people["scrutineer"].user
        _earlier(ada)
        assessment = enlarge(review, ada, papers)
        _often(review, ada, people["business_manager"].user, people["reviewer"].user, assessment)
        supplied |= {"assessment_id": assessment.id, "part_id": "1.1.b", "number": 1}
        supplied |= _a_place_in(assessment)
        made = Made({part: (CAST[part][1], keys[part][1]) for part in CAST}, _pages(app, supplied, assessment))
        db.session.remove()
        db.engine.dispose()
    made.keep(data / "bench.json")
    return made


def _person(name: str, email: str, role: Any) -> tuple[str, str]:
    with writing():
        user, password = make_person(name, email, role)
    return user.id, password


def _review(owner: User, area: str, back: int = 0) -> Review:
    """A review against the framework as it is now, so that everything that can be worked out of it is."""
    return create_review(
        owner,
        area=area,
        title=f"{area} {PERIOD.end.year - back}",
        framework_id=FRAMEWORK,
        framework_sha=framework_named(FRAMEWORK).sha256,
        guidance="2023",
        period_from=PERIOD.start - timedelta(days=365 * back),
        period_to=PERIOD.end - timedelta(days=365 * back),
        as_of=AS_OF,
    )


def _earlier(ada: User) -> None:
    """Last year's review of the same area, with its report."""
    review = _review(ada, "Harland Vale", back=1)
    assessment = keep_assessment(review.id, sample()[1], "4" * 64)
    _decide(review, ada, assessment, DECIDED)
    issue_report(review, ada, b"PK report", assessment, decisions_of(review).values(), head_of(review))


def _often(review: Review, ada: User, bram: User, cleo: User, assessment: Assessment) -> None:
    """The exchanges of a long review."""
    soon, questions = now().date() + timedelta(days=10), [each["id"] for each in assessment.content["questions"]]
    _decide(review, ada, assessment, DECIDED)
    for n in range(REQUESTS):
        asked = questions[n % len(questions)]
        send_request(review, ada, NewRequest(f"Paper {n} on what is asked in {asked}", "health", soon, (asked,)))
    for n in range(CHALLENGES):
        put = raise_challenge(review, ada, NewChallenge(questions[n], "The chair", f"Doubt {n}?", soon), assessment)
        if n % 2:
            reply(review, bram, put, text="As the minutes say.", seen=0)
    for n in range(NOTES):
        said = f"Visit {n}: the duty team showed me the rota, and who had answered."
        write_note(review, ada, Noted("visit", date(2025, 9, 1 + n), "The duty team", "The hub", "health", said))
    for question in questions[:SECONDS]:
        rate_second(review, cleo, question=question, rating="amber", red_reason=None, reason="Too few.")
        comment(review, cleo, question, "See also the minutes of March.")


def _decide(review: Review, ada: User, assessment: Assessment, number: int) -> None:
    decided = decisions_of(review)
    for each in assessment.content["questions"][:number]:
        if each["id"] not in decided:
            decide(
                review,
                ada,
                question=each["id"],
                rating=each["proposed"],
                red_reason=each["red_reason"],
                reason="As the papers show.",
                action=NewAction(f"Do what {each['id']} asks", "Executive group", date(2026, 10, 31)),
                supersedes=None,
            )


def _a_place_in(assessment: Assessment) -> dict[str, Any]:
    """The place of one citation, as addresses name it."""
    first = assessment.content["questions"][0]["parts"][0]["evidence"][0]
    return {
        "document_id": first["document"],
        "segment": first["segment"],
        "start": first["start"],
        "end": first["end"],
    }


def _pages(app: Flask, supplied: dict[str, Any], assessment: Assessment) -> list[tuple[str, str]]:
    """Every page there is; the pages of questions and citations once for each question, since people open those most."""
    from test_every_page import OUTSIDE, House

    house = House(app, "", supplied, {}, None)  # type: ignore[arg-type]
    left_out = {*OUTSIDE, *WORKED_OUT_AT_ONCE}
    pages = [one for one in house.pages() if one[0] not in left_out and not one[0].startswith("security.")]
    base = f"/reviews/{supplied['review_id']}"
    for question in assessment.content["questions"]:
        pages.append(("questions.question", f"{base}/questions/{question['id']}"))
        part = question["parts"][-1]
        if part["evidence"]:
            number = (len(part["evidence"]) + 1) // 2
            pages.append(("citations.evidence", f"{base}/evidence/{assessment.id}/{part['id']}/{number}"))
    return pages
