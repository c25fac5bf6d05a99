"""Labelled passages as readings: one passage read for one question by a person, with the stance that they gave it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from rules.evidence import Stance
from rules.framework import Framework

LABELLED = Path(__file__).parents[2] / "indexer" / "labelled"
FOLDS = 3
HELD_OUT = 0
"""The fold that an adapter is measured on, which one fitted for that alone never saw; fitting one takes a quarter of an hour."""


@dataclass(frozen=True)
class Reading:
    """One passage read for one question by an annotator."""

    source: str
    text: str
    heading: str
    question: str
    stance: Stance

    @property
    def fold(self) -> int:
        """Readings of one source share a fold."""
        return fold_of(self.source)

    @property
    def told(self) -> str:
        """The passage with its heading in front, as the product reads it."""
        return f"{self.heading}: {self.text}" if self.heading else self.text


def labelled_readings(framework: Framework, folder: Path = LABELLED) -> list[Reading]:
    """Every (passage, question) with its stance, file by file in the order of their names."""
    rows = [
        json.loads(line) for file in sorted(folder.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()
    ]
    return [
        Reading(
            row.get("source") or row["partnership"],
            row["text"],
            row.get("heading", ""),
            framework.question(question).text,
            Stance(stance),
        )
        for row in rows
        for question, stance in row["questions"].items()
    ]


def fold_of(source: str) -> int:
    """The fold of a source, the same on every machine."""
    return _number(source) % FOLDS


def half_of(source: str) -> bool:
    """Which half of its fold a source falls in, for what is fitted on the other."""
    return bool(_number(source) // FOLDS % 2)


def _number(source: str) -> int:
    return int(hashlib.sha256(source.encode()).hexdigest(), 16)
