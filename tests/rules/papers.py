"""Invented papers and evidence for the tests of the rules."""

from __future__ import annotations

from datetime import date

from corpus.document import Citation, Document, Location, Passage, Period, Profile, Reading
from rules.evidence import Evidence, Stance
from rules.framework import Part, Question
from rules.weighing import weigh

REVIEW = Period(date(2025, 4, 1), date(2026, 3, 31))


def paper(
    file: str = "minutes.docx",
    kind: str = "executive_minutes",
    day: date | None = date(2025, 9, 10),
    period: Period | None = None,
    standing: str = "current",
    agency: str = "partnership",
    self_reported: bool = True,
    status: str = "read",
) -> Document:
    profile = Profile(kind, file, day, period, agency, "Fellmere", self_reported, draft=False)
    reading = Reading(status, None, "docx")  # type: ignore[arg-type]
    return Document(file, file, "0" * 64, reading, profile, standing, "")  # type: ignore[arg-type]


def passage(text: str, document: str = "minutes.docx", start: int = 0) -> Passage:
    return Passage(document, 0, start, start + len(text), text, Location(paragraph=1), "paragraph")


def evidence(
    text: str, stance: Stance, document: Document | None = None, part: str = "1.1.a", score: float = 0.9
) -> Evidence:
    document = document or paper()
    said = passage(text, document.id)
    weight = weigh(document, stance, text, REVIEW)
    return Evidence(
        Citation(said, said.start, said.end),
        document,
        part,
        stance,
        "",
        "",
        score,
        ("words",),
        weight.counts,
        weight.because,
        weight.word_only,
        strength=score,
    )


def part(letter: str = "a", text: str = "The plan is reviewed", agencies: tuple[str, ...] = ()) -> Part:
    return Part(
        f"1.1.{letter}", text, "x", ("s",), (), (), ("plan", "executive_minutes"), agencies, f"The paper for {letter}."
    )


def question(*parts: Part) -> Question:
    return Question("1.1", "Is it so?", (), parts)
