"""A piece of evidence as the lenses on a question look at it: what is said, by whom, when, and whether it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.document import Period
from rules.evidence import Stance
from rules.finding import AFFIRMS, DENIES


@dataclass(frozen=True)
class Witness:
    """One passage under one part of a question."""

    part: str
    nth: int
    """Its place in the evidence of the part, counted from one."""
    passage: str
    """The id of the passage, the same wherever it is cited."""
    text: str
    stance: Stance
    counts: bool
    agency: str
    """Whose paper it stands in."""
    kind: str
    self_reported: bool | None
    day: date | None
    """The date of its paper, or else the last day that the paper speaks of."""
    covers: Period | None = None
    """The days that its paper speaks of, where it says."""
    current: bool = True
    """Whether the paper stands: neither a draft, nor superseded, nor another area's."""

    @property
    def says(self) -> str:
        """What it says of the part in one of three ways: `so`, `partly` or `not_so`."""
        if self.stance in AFFIRMS:
            return "so"
        return "not_so" if self.stance in DENIES else "partly"

    def when(self, period: Period) -> str:
        """Where its paper stands to the period under review: `inside`, `before`, `after` or `unknown`."""
        spans = [self.covers] if self.covers else []
        spans += [Period(self.day, self.day)] if self.day else []
        if not spans:
            return "unknown"
        if any(span.start <= period.end and span.end >= period.start for span in spans):
            return "inside"
        return "before" if all(span.end < period.start for span in spans) else "after"
