"""What the partnership says of itself, question by question: drafts for its own eyes, submissions for the scrutineer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db, now, writing
from app.errors import NotFound, UnknownValue
from app.models import Paper, Review, SelfAssessment, User
from app.models.self_assessment import RESPONDENTS
from app.record.decisions import RATINGS
from app.record.entries_of_partnership import self_assessment_payload
from app.record.seen import refuse_unseen
from app.record.trail import append_entry

Who = tuple[str, str]
"""A respondent, and for another agency its name."""


@dataclass(frozen=True)
class Answer:
    """What a respondent says on a question."""

    question: str
    respondent: str
    agency: str = ""
    rating: str | None = None
    evidence: str = ""
    papers: tuple[str, ...] = ()
    action: str = ""

    def __post_init__(self) -> None:
        if self.respondent not in RESPONDENTS or (self.respondent == "other") != bool(self.agency.strip()):
            raise UnknownValue("Say who answers; another agency is named.")
        if self.rating is not None and self.rating not in RATINGS:
            raise UnknownValue

    @property
    def missing_to_submit(self) -> str | None:
        """What must still be said before it can be submitted, in a sentence."""
        if self.rating is None:
            return "Choose Green, Amber or Red."
        if not self.evidence.strip():
            return "Say what shows it, in your own words."
        if not self.action.strip():
            return "Say what you will do: every answer has an action, a Green one to keep it so."
        return None


def save_draft(review: Review, user: User, answer: Answer, *, seen: int) -> SelfAssessment:
    """A version that only the partnership sees; `seen` is the number of the last version it had before it, 0 for none."""
    return _keep(review, user, answer, "draft", seen)


def submit(review: Review, user: User, answer: Answer, *, seen: int) -> SelfAssessment:
    """A version that the scrutineer reads beside the proposal; it takes the place of the one submitted before."""
    if (problem := answer.missing_to_submit) is not None:
        raise UnknownValue(problem)
    return _keep(review, user, answer, "submitted", seen)


def versions_of(review: Review, question: str, who: Who) -> list[SelfAssessment]:
    """Every version of one respondent's answer to one question, the latest first."""
    found = select(SelfAssessment).where(
        SelfAssessment.review_id == review.id,
        SelfAssessment.question == question,
        SelfAssessment.respondent == who[0],
    )
    every = db.session.scalars(found.order_by(SelfAssessment.number.desc(), SelfAssessment.at.desc()))
    return [each for each in every if same_name(each.agency) == same_name(who[1])]


def same_name(agency: str) -> str:
    """An agency's name as far as it tells agencies apart: capitals and spaces do not."""
    return " ".join(agency.split()).casefold()


def name_in_use(review: Review, agency: str) -> str:
    """The name by which an agency answered first in this review; the one given where it has not answered."""
    known = select(SelfAssessment.agency).where(SelfAssessment.review_id == review.id)
    names = db.session.scalars(known.order_by(SelfAssessment.at, SelfAssessment.number))
    return next((each for each in names if same_name(each) == same_name(agency)), " ".join(agency.split()))


def latest_of(review: Review, question: str | None = None) -> dict[tuple[str, Who], SelfAssessment]:
    """The latest version of each respondent's answer, by question and respondent; drafts too, for the partnership."""
    return _latest(_every(review, question))


def submitted_of(review: Review, question: str | None = None) -> dict[tuple[str, Who], SelfAssessment]:
    """What each respondent submitted last, by question and respondent; what came after it as a draft is not shown."""
    return _latest(each for each in _every(review, question) if each.is_submitted)


def _every(review: Review, question: str | None) -> Sequence[SelfAssessment]:
    found = select(SelfAssessment).where(SelfAssessment.review_id == review.id)
    if question is not None:
        found = found.where(SelfAssessment.question == question)
    return db.session.scalars(found.order_by(SelfAssessment.number, SelfAssessment.at)).all()


def _latest(versions: Iterable[SelfAssessment]) -> dict[tuple[str, Who], SelfAssessment]:
    found: dict[tuple[str, Who], SelfAssessment] = {}
    names: dict[str, str] = {}
    for each in versions:
        name = names.setdefault(same_name(each.agency), each.agency)
        found[each.question, (each.respondent, name)] = each
    return found


def _keep(review: Review, user: User, answer: Answer, state: str, seen: int) -> SelfAssessment:
    user_id = user.id
    with writing(review):
        return add_answer(review, user_id, answer, state, seen)


def add_answer(review: Review, user_id: str, answer: Answer, state: str, seen: int) -> SelfAssessment:
    """The same within the caller's transaction, for whoever keeps several answers or none."""
    agency = name_in_use(review, answer.agency)
    latest = next(iter(versions_of(review, answer.question, (answer.respondent, agency))), None)
    made = SelfAssessment(
        review_id=review.id,
        question=answer.question,
        respondent=answer.respondent,
        agency=agency,
        number=latest.number + 1 if latest else 1,
        state=state,
        rating=answer.rating,
        evidence=answer.evidence.strip(),
        papers=_own_papers(review, answer.papers),
        action=answer.action.strip(),
        by_id=user_id,
        at=now(),
    )
    if latest is not None and _says_the_same(latest, made):
        return latest
    refuse_unseen(latest, latest.number if latest else 0, seen)
    db.session.add(made)
    db.session.flush()
    kind = "self_assessment" if state == "submitted" else "self_assessment_draft"
    append_entry(review.id, user_id, kind, self_assessment_payload(made))
    return made


def _own_papers(review: Review, papers: Sequence[str]) -> list[str]:
    """The papers named, each of which must be this review's."""
    named = list(dict.fromkeys(papers))
    found = select(Paper.id).where(Paper.review_id == review.id, Paper.id.in_(named))
    if named and set(db.session.scalars(found)) != set(named):
        raise NotFound
    return named


def _says_the_same(latest: SelfAssessment, new: SelfAssessment) -> bool:
    """Whether this is the version that stands already, sent again by a second click or a reload."""
    compared = ("state", "rating", "evidence", "papers", "action")
    return all(getattr(latest, name) == getattr(new, name) for name in compared)
