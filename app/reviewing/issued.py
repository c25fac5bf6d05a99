"""Which issued reports the picture across areas is made from, so that no single area can be told by looking before and after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.database import db
from app.models import Report, Review
from app.reviewing.suppressing import LEAST


@dataclass(frozen=True)
class Issued:
    """A report of one area."""

    area: str
    review: Review
    report: Report

    @property
    def framework(self) -> tuple[str, str]:
        """What it was held against, by name and hash."""
        return self.review.framework_id, self.review.framework_sha

    def stood_at(self, moment: datetime) -> bool:
        """Whether it had been issued, and not withdrawn, by then."""
        gone = self.report.withdrawn_at
        return self.report.issued_at <= moment and (gone is None or gone > moment)


def every_report() -> list[Issued]:
    """Every report that was ever issued, the earliest first."""
    found = select(Report, Review).join(Review, Review.id == Report.review_id).order_by(Report.issued_at, Report.id)
    return [
        Issued(" ".join(review.area.casefold().split()), review, report) for report, review in db.session.execute(found)
    ]


def settled(reports: Sequence[Issued]) -> tuple[Issued, ...]:
    """The latest report of each area and framework, as they stood when five areas or more had last changed.

    A report that came or went since is not in it: one who looks before and after it came would know what is in it.
    """
    moment = _last_settled((when, one.area) for one in reports for when in _moments(one))
    if moment is None:
        return ()
    latest: dict[tuple[str, tuple[str, str]], Issued] = {}
    for one in reports:
        if one.stood_at(moment):
            latest[one.area, one.framework] = one
    return tuple(latest.values())


def _moments(one: Issued) -> Iterable[datetime]:
    return (when for when in (one.report.issued_at, one.report.withdrawn_at) if when is not None)


def _last_settled(changes: Iterable[tuple[datetime, str]]) -> datetime | None:
    """The last moment by which five areas or more had changed since the moment before it."""
    last, changed = None, set[str]()
    for when, area in sorted(changes):
        changed.add(area)
        if len(changed) >= LEAST:
            last = when
            changed.clear()
    return last
