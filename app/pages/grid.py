"""The grid of a review: every question with what is proposed and what is decided, a column a step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.models import Assessment, Decision, Job, Paper, Review
from app.pages.framework import Layout, layout_of
from app.pages.words import terms, word


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
class GridPage:
    """What the review's own page shows."""

    columns: tuple[Column, ...]
    tally: tuple[tuple[str, str], ...]
    marks: tuple[tuple[str, int], ...]
    """Each sign that stands in the grid, with the number of questions that carry it."""
    next_undecided: str | None
    assessed: bool
    papers: int
    framework: str

    @property
    def rows(self) -> int:
        """How many questions the longest step has."""
        return max((len(column.cells) for column in self.columns), default=1)


def grid_page(
    review: Review,
    assessment: Assessment | None,
    decisions: Mapping[str, Decision],
    papers: Sequence[Paper],
) -> GridPage:
    """The grid as it stands now."""
    content = assessment.content if assessment else None
    layout = layout_of(review, content)
    proposed = {question["id"]: question for question in content["questions"]} if content else {}
    columns = tuple(
        Column(step, title, tuple(_cell(layout, each, proposed.get(each), decisions.get(each)) for each in questions))
        for step, title, questions in layout.steps
    )
    carried = Counter(mark for column in columns for cell in column.cells for mark in cell.marks)
    undecided = [each for each in layout.order if each not in decisions]
    return GridPage(
        columns=columns,
        tally=_tally(layout, decisions, proposed, papers),
        marks=tuple((mark, carried[mark]) for mark in terms("mark") if carried[mark]),
        next_undecided=undecided[0] if undecided and content else None,
        assessed=content is not None,
        papers=len(papers),
        framework=layout.title,
    )


def _cell(layout: Layout, question_id: str, question: Mapping[str, Any] | None, decision: Decision | None) -> Cell:
    marks = []
    if question and question.get("contradictions"):
        marks.append("contradiction")
    if question and not question.get("assessable", True):
        marks.append("unread")
    if decision and question and not decision.accepts:
        marks.append("overridden")
    if decision and question and decision.proposed_rating != question["proposed"]:
        marks.append("moved")
    reason = question.get("red_reason") if question else None
    return Cell(
        id=question_id,
        text=layout.texts.get(question_id, ""),
        proposed=question["proposed"] if question else None,
        red_reason=word(reason, "red_reason") if reason else None,
        decided=decision.rating if decision else None,
        marks=tuple(marks),
    )


def _tally(
    layout: Layout,
    decisions: Mapping[str, Decision],
    proposed: Mapping[str, Mapping[str, Any]],
    papers: Sequence[Paper],
) -> tuple[tuple[str, str], ...]:
    rows = [("Decided", f"{len(decisions)} of {len(layout.order)}")]
    if proposed:
        colours = Counter(question["proposed"] for question in proposed.values())
        rows.append(("Proposed", ", ".join(f"{colours[each]} {word(each, 'rating')}" for each in terms("rating"))))
    rows.append(("Papers", papers_in_words(papers)))
    return tuple(rows)


def papers_in_words(papers: Sequence[Paper]) -> str:
    """How many papers, by what became of them: 14 read, 1 partly read."""
    states = Counter("waiting" if paper.state == "reading" else paper.state for paper in papers)
    said = [f"{states[state]} {word(state, 'outcome').lower()}" for state in terms("outcome") if states[state]]
    return ", ".join(said) or "none yet"


@dataclass(frozen=True)
class Progress:
    """How far a piece of long work is."""

    title: str
    state: str
    sentence: str
    done: int
    total: int
    running: bool


def progress_of(job: Job) -> Progress:
    """A job as it is told to a person who waits for it."""
    sentence = (job.error or job.step).rstrip(".") + "."
    return Progress(word(job.kind, "job"), job.state, sentence, job.done, job.total, not job.is_over)
