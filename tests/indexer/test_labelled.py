"""The labelled sets: readable, known in their terms, and none told of one area what it asks of another."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from app.fitting.evaluation import folded
from rules.evidence import Stance
from rules.framework_file import framework_named

ROOT = Path(__file__).parents[2]
FOLDERS = ROOT / "indexer" / "labelled", ROOT / "app" / "fitting" / "papers_apart"
RUN = 4
SET_PHRASE = 14
"""What has fewer words may stand in any area's papers: "What went well", "I write at the end of my second year"."""
ALIKE = 0.45
"""Share of their runs of four words that two passages may have in common before one repeats the other."""


@pytest.fixture(scope="module")
def passages() -> list[tuple[str, dict[str, Any]]]:
    return [
        (file.name, json.loads(line))
        for folder in FOLDERS
        for file in sorted(folder.glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]


def test_every_label_is_a_question_and_a_stance_of_the_field(passages: list[tuple[str, dict[str, Any]]]) -> None:
    questions = {one.id for one in framework_named("six-steps").questions}
    stances = {stance.value for stance in Stance}
    for file, row in passages:
        assert set(row["questions"]) <= questions, (file, row["id"])
        assert set(row["questions"].values()) <= stances, (file, row["id"])
        assert row["text"].strip()
        assert row.get("source") or row["partnership"], "a passage without a source cannot be held out"


def test_at_least_600_passages_are_our_own_and_every_question_has_every_side(
    passages: list[tuple[str, dict[str, Any]]],
) -> None:
    own = [row for file, row in passages if file.startswith("own-")]
    assert len(own) >= 600
    labels = Counter((question, stance) for row in own for question, stance in row["questions"].items())
    for question in framework_named("six-steps").questions:
        for stance in ("achieved", "partial", "gap", "planned"):
            assert labels[question.id, stance], f"{question.id} has no own passage that says {stance}"
    assert sum(not row["questions"] for row in own) > len(own) / 10, "the noise of real packs is in the set too"


def test_no_passage_repeats_one_of_another_area(passages: list[tuple[str, dict[str, Any]]]) -> None:
    """A draft repeats its own final, and a tracker last quarter's; what one area's papers taught must not be asked of another's."""
    passages = [one for one in passages if len(one[1]["text"].split()) >= SET_PHRASE]
    told = [set(runs(row["text"])) for _, row in passages]
    holders: dict[tuple[str, ...], list[int]] = {}
    for place, each in enumerate(told):
        for run in each:
            holders.setdefault(run, []).append(place)
    shared = Counter(pair for places in holders.values() for pair in combinations(places, 2))
    repeated = [
        (passages[one][1]["id"], passages[other][1]["id"])
        for (one, other), count in shared.items()
        if count / len(told[one] | told[other]) > ALIKE and source_of(passages[one]) != source_of(passages[other])
    ]
    assert not repeated


def test_papers_kept_apart_are_of_areas_that_taught_nothing(passages: list[tuple[str, dict[str, Any]]]) -> None:
    apart = {source_of(one) for one in passages if one[0].startswith("papers-")}
    assert len(apart) > 10
    assert not apart & {source_of(one) for one in passages if not one[0].startswith("papers-")}
    texts = {folded(one["text"]) for file, one in passages if file.startswith("papers-")}
    assert not texts & {folded(one["text"]) for file, one in passages if not file.startswith("papers-")}


@pytest.mark.parametrize("pack", ["garsdale", "quillhaven", "wexcombe"])
def test_no_words_of_the_packs_that_show_what_to_expect_teach_anything(
    passages: list[tuple[str, dict[str, Any]]], pack: str
) -> None:
    gold = json.loads((ROOT / "tests" / "packs" / pack / "gold.json").read_text("utf-8"))
    quotes = {folded(row["quote"]) for question in gold["questions"].values() for row in question["evidence"]}
    assert len(quotes) > 50
    taught = [folded(row["text"]) for file, row in passages if not file.startswith("papers-")]
    assert not [quote for quote in quotes if len(quote.split()) > 4 and any(quote in text for text in taught)]


def source_of(passage: tuple[str, dict[str, Any]]) -> str:
    _, row = passage
    return str(row.get("source") or row["partnership"]).casefold()


def runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    for start in range(max(1, len(words) - RUN + 1)):
        yield tuple(words[start : start + RUN])
