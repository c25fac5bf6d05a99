"""The tracker of actions: what is said of each, the tasks on the way, and what an earlier review had left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.database import db, now, writing
from app.errors import NotFound, UnknownValue
from app.models import Action, ActionTask, ActionUpdate, CarriedAction, Review, User
from app.models.action import ACTION_STATUSES
from app.models.action_task import TASK_STATES
from app.record.entries import day_said
from app.record.entries_of_actions import carried_payload, task_payload
from app.record.seen import refuse_unseen
from app.record.trail import append_entry
from app.reviewing.earlier import Earlier

LEFT_OPEN = ("open", "in_hand")


@dataclass(frozen=True)
class TaskSaid:
    """What a task is to say from now on; `number` is None for a new one, `seen` the version that was changed."""

    text: str
    owner: str
    due: date | None
    state: str
    number: int | None = None
    seen: int = 0

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise UnknownValue("Say what the task is.")
        if self.state not in TASK_STATES:
            raise UnknownValue


def say_of_action(
    review_id: str,
    user_id: str,
    action_id: str,
    *,
    text: str,
    status: str,
    due: date | None = None,
    owner: str | None = None,
    seen: int | None = None,
) -> ActionUpdate:
    """What someone says of an action, within the caller's transaction; `seen` is how many updates they had read."""
    if status not in ACTION_STATUSES:
        raise UnknownValue
    changed = db.session.get_one(Action, action_id, populate_existing=True)
    latest = changed.updates[-1] if changed.updates else None
    stands = (due or changed.due, (owner or "").strip() or changed.owner)
    if latest is not None and _is_said_twice(latest, changed, user_id, text, status, stands):
        return latest
    if seen is not None:
        refuse_unseen(latest, len(changed.updates), seen)
    changed.status = status
    changed.due, changed.owner = stands
    update = ActionUpdate(action_id=action_id, text=text.strip(), status=status, by_id=user_id)
    db.session.add(update)
    db.session.flush()
    said = {"action": action_id, "update": update.id, "text": update.text, "status": status}
    said |= {"due": day_said(changed.due) or "", "owner": changed.owner}
    append_entry(review_id, user_id, "action_update", said)
    return update


def keep_task(review: Review, user: User, action: Action, said: TaskSaid) -> ActionTask:
    """A new task of an action, or the next version of one."""
    user_id, action_id = user.id, action.id
    with writing(review):
        return add_task(review.id, user_id, action_id, said)


def add_task(review_id: str, user_id: str, action_id: str, said: TaskSaid) -> ActionTask:
    """The same within the caller's transaction."""
    found = select(ActionTask).where(ActionTask.action_id == action_id)
    versions = list(db.session.scalars(found.order_by(ActionTask.number, ActionTask.version)))
    before = next((one for one in reversed(versions) if one.number == said.number), None)
    if said.number is not None and before is None:
        raise NotFound
    compared = before if said.number is not None else (versions[-1] if versions else None)
    if compared is not None and _is_same_task(compared, said, user_id):
        return compared
    if before is not None:
        refuse_unseen(before, before.version, said.seen)
    task = ActionTask(
        review_id=review_id,
        action_id=action_id,
        number=before.number if before else max((one.number for one in versions), default=0) + 1,
        version=before.version + 1 if before else 1,
        text=said.text.strip(),
        owner=said.owner.strip(),
        due=said.due,
        state=said.state,
        by_id=user_id,
        at=now(),
    )
    db.session.add(task)
    db.session.flush()
    append_entry(review_id, user_id, "action_task", task_payload(task))
    return task


def left_open(review: Review, earlier: Earlier) -> list[Action]:
    """The actions that an earlier review left open and that were not carried into this one yet."""
    carried = set(db.session.scalars(select(CarriedAction.from_action_id).where(CarriedAction.review_id == review.id)))
    found = select(Action).where(Action.review_id == earlier.review.id, Action.status.in_(LEFT_OPEN))
    standing = [one for one in db.session.scalars(found.order_by(Action.question)) if _stands(one, earlier)]
    return [one for one in standing if one.id not in carried]


def carry(
    review: Review, user: User, earlier: Earlier, actions: Sequence[Action], questions: Sequence[str]
) -> list[Action]:
    """Brings open actions into this review, with the tasks that are still to do; one brought already is left alone."""
    user_id, chosen = user.id, [one.id for one in actions]
    with writing(review):
        known = {one.id: one for one in left_open(review, earlier)}
        return [_carry(review, user_id, earlier, known[each], questions) for each in chosen if each in known]


def _carry(review: Review, user_id: str, earlier: Earlier, source: Action, questions: Sequence[str]) -> Action:
    same = review.framework_id == earlier.review.framework_id and source.question in questions
    made = Action(
        review_id=review.id,
        question=source.question if same else "",
        text=source.text,
        owner=source.owner,
        due=source.due,
        status=source.status,
    )
    db.session.add(made)
    db.session.flush()
    carried = CarriedAction(
        review_id=review.id,
        action_id=made.id,
        from_review_id=earlier.review.id,
        from_action_id=source.id,
        from_title=earlier.review.title,
        from_report=earlier.report.number,
        by_id=user_id,
        at=now(),
    )
    db.session.add(carried)
    db.session.flush()
    append_entry(review.id, user_id, "action_carried", carried_payload(carried, made))
    for task in source.tasks:
        if task.state == "to_do":
            add_task(review.id, user_id, made.id, TaskSaid(task.text, task.owner, task.due, "to_do"))
    return made


def _stands(action: Action, earlier: Earlier) -> bool:
    """Whether the report was issued with the action's decision, or the action had been carried into that review."""
    return action.decision_id is None or action.decision_id in earlier.report.decisions


def _is_said_twice(
    latest: ActionUpdate, action: Action, user_id: str, text: str, status: str, stands: tuple[date | None, str]
) -> bool:
    """Whether this is the form of the latest update, sent again by a second click or a reload."""
    said = (latest.by_id, latest.text, latest.status)
    return said == (user_id, text.strip(), status) and (action.due, action.owner) == stands


def _is_same_task(task: ActionTask, said: TaskSaid, user_id: str) -> bool:
    kept = (task.text, task.owner, task.due, task.state)
    same = kept == (said.text.strip(), said.owner.strip(), said.due, said.state)
    return same and (said.number is not None or task.by_id == user_id)
