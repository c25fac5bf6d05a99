"""What every respondent said that it would do, pulled out of the self-assessment, with the tasks on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.database import db, now, writing
from app.errors import NotFound, UnknownValue
from app.models import Review, SelfAssessment, SelfTask, User
from app.models.action_task import TASK_STATES
from app.record.entries_of_partnership import self_task_payload
from app.record.seen import refuse_unseen
from app.record.trail import append_entry
from app.reviewing.self_assessing import Who, name_in_use, same_name, submitted_of


@dataclass(frozen=True)
class SelfTaskSaid:
    """What a task is to say from now on; `number` is 0 for a new one, `seen` the version that was changed."""

    text: str
    owner: str
    due: date | None = None
    state: str = "to_do"
    number: int = 0
    seen: int = 0

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise UnknownValue("Say what the task is.")
        if self.state not in TASK_STATES:
            raise UnknownValue


@dataclass(frozen=True)
class SelfAction:
    """The action of one submitted answer, with its tasks as they stand."""

    answer: SelfAssessment
    tasks: tuple[SelfTask, ...]


def self_actions_of(review: Review, order: Sequence[str]) -> tuple[SelfAction, ...]:
    """Every action that was submitted, in the order of the questions; a later answer's takes the place of an earlier one's."""
    tasks = _tasks(review.id)
    found = [one for one in submitted_of(review).values() if one.action.strip() and one.question in order]
    return tuple(
        SelfAction(one, _standing(tasks, one.question, (one.respondent, one.agency)))
        for one in sorted(found, key=lambda each: (order.index(each.question), each.respondent, each.agency))
    )


def self_action_of(review: Review, question: str, who: Who) -> SelfAction:
    """The action of one respondent's answer; NotFound where nothing was submitted with one."""
    agency = name_in_use(review, who[1])
    one = next((each for (_, whose), each in submitted_of(review, question).items() if whose == (who[0], agency)), None)
    if one is None or not one.action.strip():
        raise NotFound
    return SelfAction(one, _standing(_tasks(review.id), question, (who[0], agency)))


def versions_of_task(review: Review, question: str, who: Who, number: int) -> tuple[SelfTask, ...]:
    """Every version of one task, oldest first."""
    return tuple(one for one in _tasks(review.id) if _is_of(one, question, who) and one.number == number)


def keep_self_task(review: Review, user: User, question: str, who: Who, said: SelfTaskSaid) -> SelfTask:
    """A new task, or a new version of one; the same said twice is said once."""
    user_id = user.id
    with writing(review):
        of_action = [one for one in _tasks(review.id) if _is_of(one, question, who)]
        before = [one for one in of_action if one.number == said.number]
        latest = before[-1] if before else None
        if said.number and latest is None:
            raise NotFound
        text, owner = said.text.strip(), said.owner.strip()
        if latest and (latest.text, latest.owner, latest.due, latest.state) == (text, owner, said.due, said.state):
            return latest
        refuse_unseen(latest, latest.version if latest else 0, said.seen)
        made = SelfTask(
            review_id=review.id,
            question=question,
            respondent=who[0],
            agency=who[1],
            number=said.number or max((one.number for one in of_action), default=0) + 1,
            version=said.seen + 1,
            text=text,
            owner=owner,
            due=said.due,
            state=said.state,
            by_id=user_id,
            at=now(),
        )
        db.session.add(made)
        db.session.flush()
        append_entry(review.id, user_id, "self_task", self_task_payload(made))
    return made


def _tasks(review_id: str) -> list[SelfTask]:
    found = select(SelfTask).where(SelfTask.review_id == review_id)
    return list(db.session.scalars(found.order_by(SelfTask.number, SelfTask.version)))


def _is_of(one: SelfTask, question: str, who: Who) -> bool:
    return (one.question, one.respondent, same_name(one.agency)) == (question, who[0], same_name(who[1]))


def _standing(tasks: Sequence[SelfTask], question: str, who: Who) -> tuple[SelfTask, ...]:
    latest = {one.number: one for one in tasks if _is_of(one, question, who)}
    return tuple(one for one in latest.values() if one.state != "dropped")
