"""The scrutineer's programme: the days and cost agreed, and dated activities; every version is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from sqlalchemy import func, select

from app.database import db, now, writing
from app.errors import NotFound, UnknownValue
from app.models import Activity, Review, ScrutinyAgreement, User
from app.models.programme import ACTIVITY_STATES
from app.record.entries_of_programme import activity_payload, agreement_payload
from app.record.seen import refuse_unseen
from app.record.trail import append_entry

LOW_FROM = 0.8
"""From this share of the days used it is said that they run low."""


@dataclass(frozen=True)
class Planned:
    """What an activity says of itself."""

    kind: str
    title: str
    day: date
    starts: str = ""
    place: str = ""
    tenths: int = 0
    expenses: int = 0
    state: str = "planned"
    contributed: str = ""
    questions: tuple[str, ...] = field(default=())
    notes: tuple[int, ...] = field(default=())

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise UnknownValue("Say what the activity is.")
        if self.state not in ACTIVITY_STATES or self.tenths < 0 or self.expenses < 0:
            raise UnknownValue


@dataclass(frozen=True)
class Budget:
    """Days in tenths and money in pence: agreed, used by what was held, and bespoken by what is planned."""

    agreed: int
    used: int
    planned: int
    cost_agreed: int
    cost_used: int
    cost_planned: int
    runs_out: Activity | None = None
    """The first activity, in the order of their days, for which not enough days are left."""

    @property
    def left(self) -> int:
        """Days not yet used."""
        return self.agreed - self.used

    @property
    def free(self) -> int:
        """Days neither used nor bespoken; below zero where more is planned than is left."""
        return self.left - self.planned

    @property
    def state(self) -> str:
        """Whether there is something to warn of: over, short, costs, low, or nothing."""
        if self.used > self.agreed:
            return "over"
        if self.free < 0:
            return "short"
        if self.cost_used + self.cost_planned > self.cost_agreed:
            return "costs"
        return "low" if self.used >= LOW_FROM * self.agreed else ""


def agreements_of(review: Review) -> list[ScrutinyAgreement]:
    """Every version of what was agreed, the latest first."""
    found = select(ScrutinyAgreement).where(ScrutinyAgreement.review_id == review.id)
    return list(db.session.scalars(found.order_by(ScrutinyAgreement.number.desc())))


def agree(
    review: Review, user: User, *, tenths: int, rate: int, expenses: int, note: str, seen: int
) -> ScrutinyAgreement:
    """The days and the cost agreed from now on; `seen` is the version that the person had before them."""
    said, user_id = (tenths, rate, expenses, note.strip()), user.id
    if min(said[:3]) < 0:
        raise UnknownValue
    with writing(review):
        before = agreements_of(review)
        latest = before[0] if before else None
        if latest is not None and (latest.tenths, latest.rate, latest.expenses, latest.note) == said:
            return latest
        refuse_unseen(latest, latest.number if latest else 0, seen)
        made = ScrutinyAgreement(
            review_id=review.id,
            number=seen + 1,
            tenths=tenths,
            rate=rate,
            expenses=expenses,
            note=note.strip(),
            by_id=user_id,
            at=now(),
        )
        db.session.add(made)
        db.session.flush()
        append_entry(review.id, user_id, "days_agreed", agreement_payload(made))
    return made


def activities_of(review: Review) -> list[Activity]:
    """The latest version of every activity, in the order of their days."""
    latest: dict[int, Activity] = {}
    found = select(Activity).where(Activity.review_id == review.id).order_by(Activity.number, Activity.version)
    for one in db.session.scalars(found):
        latest[one.number] = one
    return sorted(latest.values(), key=lambda one: (one.day, one.starts, one.number))


def history_of(activity: Activity) -> list[Activity]:
    """Every version of an activity, the latest first."""
    found = select(Activity).where(Activity.review_id == activity.review_id, Activity.number == activity.number)
    return list(db.session.scalars(found.order_by(Activity.version.desc())))


def plan(review: Review, user: User, planned: Planned) -> Activity:
    """Puts an activity into the programme; the same one sent twice is one."""
    user_id = user.id
    with writing(review):
        most = db.session.scalar(select(func.max(Activity.number)).where(Activity.review_id == review.id)) or 0
        last = _latest(review.id, most)
        if last is not None and last.version == 1 and last.by_id == user_id and said_in(last) == planned:
            return last
        return _keep(review.id, user_id, most + 1, 1, planned)


def change(review: Review, user: User, activity: Activity, planned: Planned, *, seen: int) -> Activity:
    """A new version of an activity: moved, held, called off, or what it gave as evidence."""
    number, user_id = activity.number, user.id
    with writing(review):
        latest = _latest(review.id, number)
        if latest is None:
            raise NotFound
        if said_in(latest) == planned:
            return latest
        refuse_unseen(latest, latest.version, seen)
        return _keep(review.id, user_id, number, latest.version + 1, planned)


def said_in(activity: Activity) -> Planned:
    """What a kept activity says."""
    return Planned(
        activity.kind,
        activity.title,
        activity.day,
        activity.starts,
        activity.place,
        activity.tenths,
        activity.expenses,
        activity.state,
        activity.contributed,
        tuple(activity.questions),
        tuple(activity.notes),
    )


def budget_of(agreement: ScrutinyAgreement | None, activities: Sequence[Activity]) -> Budget | None:
    """What is agreed, used and left; None where nothing was agreed yet."""
    if agreement is None:
        return None
    held = [one for one in activities if one.state == "held"]
    ahead = [one for one in activities if one.state == "planned"]
    used, planned = _tenths(held), _tenths(ahead)
    return Budget(
        agreed=agreement.tenths,
        used=used,
        planned=planned,
        cost_agreed=_cost(agreement.tenths, agreement.rate) + agreement.expenses,
        cost_used=_cost(used, agreement.rate) + sum(one.expenses for one in held),
        cost_planned=_cost(planned, agreement.rate) + sum(one.expenses for one in ahead),
        runs_out=_runs_out(agreement.tenths - used, ahead),
    )


def days_used(review: Review) -> Budget | None:
    """For the home page: how many of the agreed days of a review are used; None where none were agreed."""
    agreed = agreements_of(review)
    return budget_of(agreed[0], activities_of(review)) if agreed else None


def _runs_out(left: int, ahead: Iterable[Activity]) -> Activity | None:
    for one in ahead:
        left -= one.tenths
        if left < 0:
            return one
    return None


def _tenths(activities: Iterable[Activity]) -> int:
    return sum(one.tenths for one in activities)


def _cost(tenths: int, rate: int) -> int:
    return round(tenths * rate / 10)


def _keep(review_id: str, user_id: str, number: int, version: int, planned: Planned) -> Activity:
    said = asdict(planned) | {"questions": list(planned.questions), "notes": list(planned.notes)}
    made = Activity(review_id=review_id, number=number, version=version, **said, by_id=user_id, at=now())
    db.session.add(made)
    db.session.flush()
    append_entry(review_id, user_id, "activity_planned" if version == 1 else "activity_changed", activity_payload(made))
    return made


def _latest(review_id: str, number: int) -> Activity | None:
    found = select(Activity).where(Activity.review_id == review_id, Activity.number == number)
    return db.session.scalar(found.order_by(Activity.version.desc()).limit(1))
