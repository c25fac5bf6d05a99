"""The context of a review as its page and its report show it."""

from __future__ import annotations

from dataclasses import dataclass

from app.models import Review
from app.pages.words import counted, moment
from app.reviewing.context import Answered, context_of, context_questions, independence_of, independence_questions

NOT_ANSWERED = "Not answered yet"


@dataclass(frozen=True)
class ContextPage:
    """The eighteen questions, those asked besides, and the independence record."""

    questions: tuple[Answered, ...]
    besides: tuple[Answered, ...]
    independence: tuple[tuple[str, Answered], ...]
    source: str

    @property
    def heading(self) -> str:
        """How many are answered, and how many wait for the scrutineer."""
        every = (*self.questions, *self.besides)
        given = sum(one.given is not None for one in self.questions)
        waits = sum(one.proposed is not None for one in every)
        rest = f"; {counted(waits, 'answer')} proposed by the partnership" if waits else ""
        return f"{given} of {counted(len(self.questions), 'question')} answered{rest}"


@dataclass(frozen=True)
class PrintedAnswer:
    """A context question as a report prints it."""

    number: str
    question: str
    answer: str
    who: str


@dataclass(frozen=True)
class ContextSection:
    """What a report prints of the context: plain values, so that any template can print them."""

    source: str
    answers: tuple[PrintedAnswer, ...]
    independence: tuple[PrintedAnswer, ...]
    answered: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered, so that a report says only that."""
        return all(one.answer == NOT_ANSWERED for one in (*self.answers, *self.independence))


def context_page(review: Review) -> ContextPage:
    """The page of the context questions."""
    answered = context_of(review)
    return ContextPage(
        questions=tuple(answered[one.id] for one in context_questions()),
        besides=tuple(answered[one.id] for one in independence_questions()),
        independence=independence_of(answered),
        source=context_questions()[0].source,
    )


def context_section(review: Review) -> ContextSection:
    """For the report: every answer that stands, and the independence record drawn from them."""
    page = context_page(review)
    return ContextSection(
        source=page.source,
        answers=tuple(_printed(one.question.id, one.question.text, one) for one in page.questions),
        independence=tuple(_printed("", line, one) for line, one in page.independence),
        answered=page.heading,
    )


def _printed(number: str, words: str, one: Answered) -> PrintedAnswer:
    given = one.given
    if given is None:
        return PrintedAnswer(number, words, NOT_ANSWERED, "")
    return PrintedAnswer(number, words, given.text, f"{given.by.name}, {moment(given.at)}")
