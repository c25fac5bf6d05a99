"""Labelled passages as readings: one passage read for one question by a person, with the stance that they gave it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rules.evidence import Stance
from rules.framework import Framework

LABELLED = Path(__file__).parents[2] / "indexer" / "labelled"
FOLDS = 3
HELD_OUT = 0
"""The fold that an adapter is measured on, which one fitted for that alone never saw; fitting one takes half an hour."""


@dataclass(frozen=True)
class Excerpt:
    """A passage with where it comes from and the heading that it stands under."""

    source: str
    text: str
    heading: str

    @property
    def fold(self) -> int:
        """Passages of one source share a fold."""
        return fold_of(self.source)

    @property
    def told(self) -> str:
        """The passage with its heading in front, as the product reads it."""
        return f"{self.heading}: {self.text}" if self.heading else self.text


@dataclass(frozen=True)
class LabelledPassage(Excerpt):
    """A passage as a person labelled it: the questions that it bears on, each with its stance."""

    questions: Mapping[str, Stance]


@dataclass(frozen=True)
class Pairing(Excerpt):
    """A passage beside a question that it was taken to bear on."""

    question: str
    """In its own words."""


@dataclass(frozen=True)
class Reading(Pairing):
    """One passage read for one question by an annotator, who found that it bears on it."""

    stance: Stance


def labelled_passages(folder: Path = LABELLED) -> list[LabelledPassage]:
    """Every labelled passage, file by file in the order of their names."""
    rows = [
        json.loads(line) for file in sorted(folder.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()
    ]
    return [
        LabelledPassage(
            row.get("source") or row["partnership"],
            row["text"],
            row.get("heading", ""),
            {question: Stance(stance) for question, stance in row["questions"].items()},
        )
        for row in rows
    ]


def labelled_readings(framework: Framework, folder: Path = LABELLED) -> list[Reading]:
    """Every (passage, question) with its stance."""
    return [
        Reading(one.source, one.text, one.heading, framework.question(question).text, stance)
        for one in labelled_passages(folder)
        for question, stance in one.questions.items()
    ]


def fold_of(source: str) -> int:
    """The fold of a source, the same on every machine."""
    return _number(source) % FOLDS


def half_of(source: str) -> bool:
    """Which half of its fold a source falls in, for what is fitted on the other."""
    return bool(_number(source) // FOLDS % 2)


def _number(source: str) -> int:
    return int(hashlib.sha256(source.encode()).hexdigest(), 16)
