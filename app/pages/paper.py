"""The papers of a review as they are listed, and one paper with what was read of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.models import Paper
from app.pages.grid import papers_in_words
from app.pages.words import counted, day, place, terms, word
from corpus.document import Reading, Segment, Unread

PAPERS_SHOWN = 50
"""How many papers are listed on one page."""
SEGMENTS_SHOWN = 60
"""How many places of a paper are shown on one page of it."""


@dataclass(frozen=True)
class PaperRow:
    """One paper in the list: what it is, and what became of it."""

    paper: Paper
    title: str
    kind: str
    dated: str
    period: str
    agency: str
    area: str
    standing: str
    outcome: str
    advice: str
    corrected: tuple[str, ...]

    @property
    def is_current(self) -> bool:
        """Whether its words can count as evidence by its standing."""
        return (self.paper.shown("standing") or "current") == "current"


@dataclass(frozen=True)
class PaperList:
    """One page of the list of papers."""

    rows: tuple[PaperRow, ...]
    heading: str
    page: int
    last_page: int
    address: Callable[[int], str]

    @classmethod
    def of(cls, papers: Sequence[Paper], page: int, address: Callable[[int], str]) -> PaperList:
        """The papers that need a look first, then the rest in the order they came."""
        ordered = sorted(papers, key=lambda paper: paper.state in ("waiting", "reading", "read"))
        last = max(1, -(-len(ordered) // PAPERS_SHOWN))
        page = min(max(1, page), last)
        shown = ordered[(page - 1) * PAPERS_SHOWN : page * PAPERS_SHOWN]
        heading = f"{counted(len(papers), 'paper')}: {papers_in_words(papers)}" if papers else "No papers yet"
        return cls(tuple(row_of(paper) for paper in shown), heading, page, last, address)


@dataclass(frozen=True)
class Place:
    """The text found at one place of a paper."""

    where: str
    text: str


@dataclass(frozen=True)
class PaperPage:
    """One paper: its row, why each thing was worked out, what was read, and what was not."""

    row: PaperRow
    facts: tuple[tuple[str, str, str], ...]
    """Of each fact: its name, its words, and what it was worked out from."""
    unread: tuple[tuple[str, str], ...]
    """Of each place that was not read: where, and why."""
    remarks: tuple[tuple[str, str], ...]
    """The same of what was read and should be known, such as a hidden sheet."""
    places: tuple[Place, ...]
    place_count: int
    page: int
    last_page: int
    others: tuple[tuple[str, str], ...] = ()
    """The papers that it could replace: id and name."""
    replaced_by: Paper | None = None


def row_of(paper: Paper) -> PaperRow:
    """A paper as it stands in the list."""
    start, end = paper.shown("period_from"), paper.shown("period_to")
    return PaperRow(
        paper=paper,
        title=paper.title or paper.name,
        kind=word(paper.shown("kind"), "kind"),
        dated=day(paper.shown("date")),
        period=f"{day(start)} to {day(end)}" if start and end else "",
        agency=word(paper.shown("agency"), "agency"),
        area=paper.shown("area") or "Not known",
        standing=word(paper.shown("standing") or "current", "standing"),
        outcome=word(paper.state, "outcome"),
        advice=terms("outcome_advice").get(paper.state, ""),
        corrected=tuple(_corrected(paper)),
    )


def paper_page(paper: Paper, reading: Reading | None, page: int, pack: Sequence[Paper] = ()) -> PaperPage:
    """A paper's page among those of its pack; `page` counts from one over the places that were read."""
    segments = reading.segments if reading else ()
    last = max(1, -(-len(segments) // SEGMENTS_SHOWN))
    page = min(max(1, page), last)
    shown = segments[(page - 1) * SEGMENTS_SHOWN : page * SEGMENTS_SHOWN]
    return PaperPage(
        row=row_of(paper),
        facts=_facts(paper),
        unread=tuple(_unread(each) for each in reading.missed) if reading else (),
        remarks=tuple(_unread(each) for each in reading.remarks) if reading else (),
        places=tuple(_place(each) for each in shown),
        place_count=len(segments),
        page=page,
        last_page=last,
        others=tuple((each.id, _named(each)) for each in pack if each.id != paper.id and not each.replaced_by),
        replaced_by=next((each for each in pack if each.id == paper.replaced_by), None),
    )


def _named(paper: Paper) -> str:
    """A paper by its title and its file, since two versions of one often bear the same title."""
    return f"{paper.title} ({paper.name})" if paper.title and paper.title != paper.name else paper.name


def _facts(paper: Paper) -> tuple[tuple[str, str, str], ...]:
    row = row_of(paper)
    because = dict(paper.profile_because or {})
    because.setdefault("standing", paper.standing_because)
    shown = {
        "kind": row.kind,
        "date": row.dated,
        "period": row.period or "period not known",
        "agency": row.agency,
        "area": row.area,
        "standing": row.standing,
    }
    return tuple((field, shown[field], _because(paper, field, because)) for field in shown)


def _because(paper: Paper, field: str, because: dict[str, str]) -> str:
    if field in _corrected(paper):
        return "Corrected by hand."
    return because.get(field, "")


def _corrected(paper: Paper) -> Sequence[str]:
    names = [name for name in ("kind", "date", "agency", "area", "standing") if paper.is_corrected(name)]
    return names + (["period"] if paper.is_corrected("period_from") or paper.is_corrected("period_to") else [])


def _place(segment: Segment) -> Place:
    return Place(place(segment.where.to_json()), segment.text)


def _unread(unread: Unread) -> tuple[str, str]:
    return (place(unread.where.to_json()) if unread.where else "The whole paper", unread.why)
