"""A scrutiny framework as the source states it: steps, questions, and the parts a question is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One clause of a compound question, as a claim that papers can confirm or deny."""

    id: str
    """Question id and a letter, e.g. `1.1.a`."""
    text: str
    """The claim, in the question's own words as far as they go."""
    clause: str
    """The words of the question that this part covers, verbatim."""
    statements: tuple[str, ...]
    """How minutes, audits and reports say that it is so, or in hand, or not so: whole sentences as practitioners write."""
    terms: tuple[str, ...]
    """Regular expressions; a passage that bears on the part usually matches one."""
    mistaken_for: tuple[str, ...]
    """Sentences that look alike and are not evidence for this part."""
    shown_by: tuple[str, ...]
    """Kinds of paper that would show it, likeliest first."""
    agencies: tuple[str, ...]
    """Agencies that must all be shown for the part to be confirmed, e.g. the three partners; empty where any will do."""
    request: str
    """What to ask the partnership for when no such paper is in the pack."""


@dataclass(frozen=True)
class SetAside:
    """Passages that stand on the subject of a question and do not answer it, known by their words."""

    words: str
    """A regular expression that such a passage matches."""
    unless: str
    """One that it does not match; empty where there is no exception."""
    because: str
    """Why it cannot carry a rating, in a sentence."""


@dataclass(frozen=True)
class Question:
    """One question of the framework in its source's words, with the parts that its clauses make."""

    id: str
    text: str
    about: tuple[str, ...]
    """Regular expressions for the words of its subject; a passage on the question usually matches one."""
    parts: tuple[Part, ...]
    akin: tuple[str, ...] = ()
    """Questions of Six Steps that ask materially the same: what people labelled for those teaches this one too."""
    plain: str = ""
    """The same question as a child would understand it; empty where nobody has worded it so."""
    set_aside: tuple[SetAside, ...] = ()
    """What is often found beside the answer and is none."""


@dataclass(frozen=True)
class Step:
    """A column of the framework: a heading and its questions."""

    id: str
    title: str
    questions: tuple[Question, ...]
    plain: str = ""
    """The heading as a child would understand it; empty where nobody has worded it so."""


@dataclass(frozen=True)
class Framework:
    """A whole scrutiny framework with its source, edition and the reference that must be printed with it."""

    id: str
    title: str
    version: str
    source: str
    attribution: str
    steps: tuple[Step, ...]
    sha256: str

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for step in self.steps for question in step.questions)

    def question(self, question_id: str) -> Question:
        """The question with this id; KeyError if the framework has none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)
