"""The grid of a review: every question with what is proposed and what is decided, a column a step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.models import Assessment, Decision, Paper, Review, SelfNote
from app.pages.charts import Chart, charts_of
from app.pages.facts import Facts, facts_of
from app.pages.filters import EVERYTHING, Address, Asked, Filters, filters_of
from app.pages.framework import Layout, layout_of
from app.pages.moved import has_changed, papers_since
from app.pages.words import counted, terms, word
from app.reviewing.blind import Agreement


def nowhere(rating: str | None, show: str | None) -> str:
    """The address of a grid that is not filtered."""
    return ""


@dataclass(frozen=True)
class Cell:
    """One question: its words, the two ratings, and what to look out for."""

    id: str
    text: str
    proposed: str | None
    red_reason: str | None
    decided: str | None
    marks: tuple[str, ...]
    """What to look out for, as the terms of the group “mark”."""
    holds: frozenset[str] = frozenset()
    """The filters that leave this question in."""
    hidden: str = ""
    """Which of the two ratings is kept from this person for now: `proposal`, `decision`, or neither."""
    is_decided: bool = False
    parts: str = ""
    """How many of its parts are confirmed, in words: what tells one Amber from another."""

    @property
    def colour(self) -> str:
        """The rating that the cell is edged with: what was decided, or else what is proposed."""
        return self.decided or self.proposed or "none"


@dataclass(frozen=True)
class Column:
    """One step and its questions."""

    id: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Reader:
    """What the grid must know of the person who reads it."""

    notes: Mapping[str, SelfNote] = field(default_factory=dict)
    seen: Assessment | None = None
    """The assessment that was current at their last visit, where it is not so any more."""
    hidden: frozenset[str] = frozenset()
    """Questions whose proposal they mean to decide without."""
    kept: frozenset[str] = frozenset()
    """Questions whose decision is kept from them until they have rated."""
    differing: frozenset[str] = frozenset()
    """Questions on which the second rating differs, as far as they may know."""
    unrated: frozenset[str] = frozenset()
    """Questions that wait for their second rating."""
    agreement: Agreement | None = None
    blind: bool = False


ANYONE = Reader()


@dataclass(frozen=True)
class GridPage:
    """What the review's own page shows."""

    columns: tuple[Column, ...]
    tally: tuple[tuple[str, str], ...]
    marks: tuple[tuple[str, int], ...]
    """Each sign that stands in the grid, with the number of questions that carry it."""
    next_undecided: str | None
    next_unrated: str | None
    assessed: bool
    papers: int
    framework: str
    filters: Filters | None = None
    charts: tuple[Chart, ...] = ()
    reader: Reader = ANYONE
    sees: bool = True

    @property
    def rows(self) -> int:
        """How many questions the longest step has."""
        return max((len(column.cells) for column in self.columns), default=1) or 1


def grid_page(
    review: Review,
    assessment: Assessment | None,
    decisions: Mapping[str, Decision],
    papers: Sequence[Paper],
    *,
    sees: bool = True,
    asked: Asked = EVERYTHING,
    address: Address = nowhere,
    reader: Reader = ANYONE,
) -> GridPage:
    """The grid as it stands now; whoever does not see ratings gets the questions and the papers alone."""
    content = assessment.content if assessment else None
    layout = layout_of(review, content)
    proposed = {question["id"]: question for question in content["questions"]} if content else {}
    facts = facts_of(assessment) if assessment else None
    older = frozenset(each for each, decision in decisions.items() if papers_since(decision, papers))
    cells = {
        each: _cell(layout, each, proposed.get(each), decisions.get(each), reader, facts, older)
        for each in layout.order
    }
    columns = tuple(
        Column(step, title, tuple(cells[each] for each in questions if asked.holds(cells[each])))
        for step, title, questions in layout.steps
    )
    carried = Counter(mark for column in columns for cell in column.cells for mark in cell.marks)
    undecided = [each for each in layout.order if each not in decisions]
    undecided.sort(key=lambda each: each in reader.notes and reader.notes[each].later)
    shown = {each: str(question["proposed"]) for each, question in proposed.items() if each not in reader.hidden}
    seen = {each: decision for each, decision in decisions.items() if each not in reader.kept}
    return GridPage(
        columns=columns,
        tally=_tally(layout, decisions, shown, papers) if sees else (("Papers", papers_in_words(papers)),),
        marks=tuple((mark, carried[mark]) for mark in terms("mark") if carried[mark]),
        next_undecided=undecided[0] if undecided and content else None,
        next_unrated=next((each for each in layout.order if "unrated" in cells[each].holds), None),
        assessed=content is not None,
        papers=len(papers),
        framework=layout.title,
        filters=filters_of(list(cells.values()), asked, address) if sees and content else None,
        charts=charts_of(facts, shown, seen, layout.order, counts=not reader.hidden, kept=len(decisions) - len(seen))
        if sees and facts
        else (),
        reader=reader,
        sees=sees,
    )


def _cell(
    layout: Layout,
    question_id: str,
    question: Mapping[str, Any] | None,
    decision: Decision | None,
    reader: Reader,
    facts: Facts | None,
    older: frozenset[str],
) -> Cell:
    blind, kept = question_id in reader.hidden, question_id in reader.kept
    seen = None if kept else decision
    marks = [] if blind or question is None else _signs(question, seen, reader)
    if seen is not None and question_id in older and "moved" not in marks:
        marks.append("older")
    note = reader.notes.get(question_id)
    if note and note.later and decision is None:
        marks.append("later")
    holds = {*marks}
    if decision is None and question is not None:
        holds.add("undecided")
    if question_id in reader.unrated and question is not None:
        holds.add("unrated")
    if facts and question_id in facts.partly_read:
        holds.add("partly_read")
    shown = None if blind else question
    reason = shown.get("red_reason") if shown else None
    return Cell(
        id=question_id,
        text=layout.texts.get(question_id, ""),
        proposed=shown["proposed"] if shown else None,
        red_reason=word(reason, "red_reason") if reason else None,
        decided=seen.rating if seen else None,
        marks=tuple(marks),
        holds=frozenset(holds),
        hidden="proposal" if blind and question else "decision" if kept else "",
        is_decided=decision is not None,
        parts=_parts(shown) if shown else "",
    )


def _parts(question: Mapping[str, Any]) -> str:
    """How many parts of a question are confirmed: 4 of 8."""
    findings = [part["finding"] for part in question["parts"]]
    return f"{findings.count('confirmed')} of {len(findings)}"


def _signs(question: Mapping[str, Any], decision: Decision | None, reader: Reader) -> list[str]:
    """What to look out for in a question, as far as this person may know."""
    signs = {
        "contradiction": bool(question.get("contradictions")),
        "unread": not question.get("assessable", True),
        "overridden": decision is not None and not decision.accepts,
        "moved": decision is not None and decision.proposed_rating != question["proposed"],
        "changed": reader.seen is not None and has_changed(reader.seen.question(question["id"]), question),
        "differs": question["id"] in reader.differing,
    }
    return [sign for sign, there in signs.items() if there]


def _tally(
    layout: Layout, decisions: Mapping[str, Decision], proposed: Mapping[str, str], papers: Sequence[Paper]
) -> tuple[tuple[str, str], ...]:
    rows = [("Decided", f"{len(decisions)} of {len(layout.order)}")]
    if proposed:
        colours = Counter(proposed.values())
        rows.append(("Proposed", ", ".join(f"{colours[each]} {word(each, 'rating')}" for each in terms("rating"))))
    rows.append(("Papers", papers_in_words(papers)))
    return tuple(rows)


def agreement_in_words(agreement: Agreement) -> str:
    """How often decisions that were made blind agree with the proposals."""
    apart = [f"{agreement.one_apart} one step apart", f"{agreement.two_apart} two steps apart"]
    rest = (
        " Proposals had been on show before blind mode was turned on, so some may have been seen."
        if agreement.shown_before
        else ""
    )
    decided = counted(agreement.decided, "question")
    return f"{decided} decided blind: {agreement.agreed} as proposed, {', '.join(apart)}.{rest}"


def papers_in_words(papers: Sequence[Paper]) -> str:
    """How many papers, by what became of them: 14 read, 1 partly read."""
    states = Counter("waiting" if paper.state == "reading" else paper.state for paper in papers)
    said = [f"{states[state]} {word(state, 'outcome').lower()}" for state in terms("outcome") if states[state]]
    return ", ".join(said) or "none yet"
