"""The partnership's own answers: its list of questions, one answer with its versions, and what the scrutineer reads of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.models import Paper, Review, SelfAssessment
from app.models.self_assessment import RESPONDENTS
from app.packs.papers import papers_of
from app.pages.framework import Layout
from app.pages.words import counted, word
from app.reviewing.self_assessing import Who, submitted_of

Standing = Mapping[tuple[str, Who], SelfAssessment]
"""Each respondent's latest answer, by question and respondent."""
EXPECTED = tuple((respondent, "") for respondent in RESPONDENTS if respondent != "other")
"""Those whose answer is expected on every question; other agencies answer where they have something to say."""


@dataclass(frozen=True)
class Cell:
    """Where one respondent stands with one question."""

    who: Who
    name: str
    state: str
    words: str
    rating: str | None


@dataclass(frozen=True)
class QuestionRow:
    """One question with the state of each respondent's answer."""

    id: str
    text: str
    cells: tuple[Cell, ...]

    @property
    def submitted(self) -> int:
        """How many of those expected have submitted."""
        return sum(cell.state == "submitted" and cell.who in EXPECTED for cell in self.cells)


@dataclass(frozen=True)
class SelfAssessmentList:
    """Every question of the framework, step by step."""

    steps: tuple[tuple[str, tuple[QuestionRow, ...]], ...]

    @property
    def rows(self) -> tuple[QuestionRow, ...]:
        return tuple(row for _, rows in self.steps for row in rows)

    @property
    def heading(self) -> str:
        """How far it has come."""
        together = sum(row.cells[0].state == "submitted" for row in self.rows)
        every = counted(len(self.rows), "question")
        return f"The partners together have submitted {together} of {every}"

    @property
    def next(self) -> str | None:
        """The first question that the partners together have not submitted."""
        return next((row.id for row in self.rows if row.cells[0].state != "submitted"), None)


@dataclass(frozen=True)
class AnswerPage:
    """One respondent's answer to one question, as the partnership sees it."""

    id: str
    text: str
    step: str
    step_title: str
    who: Who
    name: str
    others: tuple[Cell, ...]
    """Everyone's answers to this question, to go to."""
    versions: tuple[SelfAssessment, ...]
    titles: Mapping[str, str]
    next: str | None

    @property
    def latest(self) -> int:
        """The number of the latest version, which a form carries so that nobody saves over another."""
        return self.versions[0].number if self.versions else 0


@dataclass(frozen=True)
class Said:
    """What one respondent submitted on a question."""

    name: str
    answer: SelfAssessment
    papers: tuple[tuple[str, str], ...]
    """Of each paper that it names: id and title."""


@dataclass(frozen=True)
class SelfAssessmentSection:
    """What `questions/self_assessment.html` shows: who answered, and who did not."""

    said: tuple[Said, ...]
    missing: tuple[str, ...]

    @property
    def ratings(self) -> str:
        """The ratings in one line."""
        return "; ".join(f"{each.name}: {word(each.answer.rating, 'rating')}" for each in self.said)


def name_of(who: Who) -> str:
    """A respondent by name."""
    return who[1] or word(who[0], "respondent")


def question_list(layout: Layout, latest: Standing) -> SelfAssessmentList:
    """The framework's questions with the state of each answer."""
    return SelfAssessmentList(
        tuple(
            (f"Step {step}: {title}", tuple(_row(each, layout.texts.get(each, ""), latest) for each in questions))
            for step, title, questions in layout.steps
        )
    )


def answer_page(
    layout: Layout,
    question: str,
    who: Who,
    versions: Sequence[SelfAssessment],
    latest: Standing,
    papers: Sequence[tuple[str, str]],
) -> AnswerPage:
    """The page of one answer; `papers` gives each paper of the pack by id and title."""
    step, title = layout.step_of(question)
    at = layout.order.index(question)
    return AnswerPage(
        id=question,
        text=layout.texts.get(question, ""),
        step=step,
        step_title=title,
        who=who,
        name=name_of(who),
        others=_cells(question, latest),
        versions=tuple(versions),
        titles=dict(papers),
        next=layout.order[at + 1] if at + 1 < len(layout.order) else None,
    )


def self_assessment_section(review: Review, question_id: str) -> SelfAssessmentSection:
    """What was submitted on one question; only for those who may see proposals."""
    submitted = submitted_of(review, question_id)
    named = {paper for each in submitted.values() for paper in each.papers}
    titles = titles_of(papers_of(review)) if named else {}
    said = tuple(
        Said(
            name_of(who),
            submitted[question_id, who],
            tuple((paper, titles[paper]) for paper in submitted[question_id, who].papers if paper in titles),
        )
        for who in _respondents(question_id, submitted)
        if (question_id, who) in submitted
    )
    missing = tuple(name_of(who) for who in EXPECTED if (question_id, who) not in submitted)
    return SelfAssessmentSection(said, missing)


def titles_of(papers: Sequence[Paper]) -> dict[str, str]:
    """The papers by their titles."""
    return {paper.id: paper.title or paper.name for paper in papers}


def _row(question: str, text: str, latest: Standing) -> QuestionRow:
    return QuestionRow(question, text, _cells(question, latest))


def _cells(question: str, latest: Standing) -> tuple[Cell, ...]:
    return tuple(_cell(who, latest.get((question, who))) for who in _respondents(question, latest))


def _cell(who: Who, answer: SelfAssessment | None) -> Cell:
    state = answer.state if answer else "none"
    rating = answer.rating if answer else None
    said = word(state, "self_assessment_state")
    return Cell(who, name_of(who), state, f"{said}: {word(rating, 'rating')}" if rating else said, rating)


def _respondents(question: str, latest: Standing) -> tuple[Who, ...]:
    """Those expected, then the other agencies that have said something on this question."""
    agencies = sorted(who for asked, who in latest if asked == question and who[0] == "other")
    return (*EXPECTED, *agencies)
