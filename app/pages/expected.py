"""What we would expect to see in a pack, ticked off as it arrives; of ratings it knows nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.models import Paper, Review
from app.pages.framework import framework_of
from app.pages.words import counted
from corpus.kinds import kind_name
from corpus.yaml_text import load_yaml

COME = ("read", "partly_read")
"""Outcomes by which the words of a paper have arrived."""
NAMED = 3
"""How many of the papers that came are named."""


@dataclass(frozen=True)
class Expected:
    """One kind of paper that a pack is expected to hold."""

    kind: str
    name: str
    what: str
    look_for: str
    serves: tuple[tuple[str, str], ...]
    """Of each question that it would help to answer: id and text."""
    papers: tuple[Paper, ...]
    """Those of this kind that have come and were read."""

    @property
    def has_come(self) -> bool:
        """Whether at least one paper of this kind was read."""
        return bool(self.papers)

    @property
    def named(self) -> tuple[Paper, ...]:
        """The papers that are named; the others are counted."""
        return self.papers[:NAMED]

    @property
    def more(self) -> int:
        """How many came beside those named."""
        return max(0, len(self.papers) - NAMED)


@dataclass(frozen=True)
class ExpectedPage:
    """Every kind that is expected: those missing and those that came."""

    missing: tuple[Expected, ...]
    come: tuple[Expected, ...]

    @property
    def heading(self) -> str:
        """How far it has come."""
        every = counted(len(self.missing) + len(self.come), "kind")
        return f"{len(self.come)} of {every} of paper are in the pack"


def expected_of(review: Review, papers: Sequence[Paper]) -> ExpectedPage:
    """What is expected of a review's pack, beside the papers that stand in it."""
    by_kind: dict[str, list[Paper]] = {}
    for paper in papers:
        if paper.state in COME and (kind := paper.shown("kind")):
            by_kind.setdefault(kind, []).append(paper)
    served = _served(review.framework_id, review.framework_sha)
    every = [_expected(kind, said, by_kind, served) for kind, said in _written().items()]
    return ExpectedPage(
        tuple(each for each in every if not each.has_come), tuple(each for each in every if each.has_come)
    )


def _expected(
    kind: str, said: dict[str, Any], by_kind: dict[str, list[Paper]], served: dict[str, list[tuple[str, str]]]
) -> Expected:
    kinds = (kind, *said.get("also", ()))
    papers = tuple(paper for each in kinds for paper in by_kind.get(each, ()))
    return Expected(kind, kind_name(kind), said["what"], said["look_for"], tuple(served.get(kind, ())), papers)


def _served(framework_id: str, sha256: str) -> dict[str, list[tuple[str, str]]]:
    """By kind of paper, the questions of the framework that have a part which such a paper would show."""
    framework = framework_of(framework_id, sha256)
    served: dict[str, list[tuple[str, str]]] = {}
    for question in framework.questions if framework else ():
        for kind in dict.fromkeys(kind for part in question.parts for kind in part.shown_by):
            served.setdefault(kind, []).append((question.id, question.text))
    return served


@cache
def _written() -> dict[str, dict[str, Any]]:
    written: dict[str, dict[str, Any]] = load_yaml(
        (Path(__file__).parent / "expected.yaml").read_text(encoding="utf-8")
    )
    return written
