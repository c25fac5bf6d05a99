"""Under every framework of the sources the papers' own words are cited where a scrutineer would cite them: a floor, measured."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.contract import assessment_json
from app.packs.pack import Pack, read_pack
from app.proposing.assessing import assess
from app.proposing.stores import Stores
from corpus.document import Period
from rules.framework_file import framework_named
from rules.judging import RATES_AT_LEAST

Sure = defaultdict[str, set[str]]
OTHERS = ("northumberland", "bexley", "lewisham")
FLOOR: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "frameworks_floor.yaml").read_text("utf-8"))
AS_OF, PERIOD = date(2025, 9, 30), Period(date(2024, 4, 1), date(2025, 9, 30))
FOUND_AT_LEAST = 0.85
"""Of the sentences that a scrutineer would cite, those found for the right part surely enough to carry a rating."""
COUNTS_AT_LEAST = 0.70
"""Of the same, those that count; the others say it in words that the rules leave to a person."""
LOOK_ALIKES_NAMED_AT_MOST = 0.40
"""Of a part's own look-alikes, those that its words to look for would let through; meaning must keep these out."""
STATEMENTS_NAMED_AT_LEAST = 0.85
"""Of a part's own statements, those that its words to look for find."""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    folder = tmp_path_factory.mktemp("oxenmere")
    for name, text in FLOOR["papers"].items():
        (folder / name).write_text(text.replace("\n", "\n\n"), encoding="utf-8")
    return read_pack(folder, lambda *_: None)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Stores:
    return Stores.in_folder(tmp_path_factory.mktemp("vectors"))


@pytest.fixture(scope="module", params=OTHERS)
def cited(request: pytest.FixtureRequest, pack: Pack, stores: Stores) -> tuple[str, Sure, Sure]:
    """By framework: each sentence that is surely about a part, with those parts; and of these the parts for which it counts."""
    made = assessment_json(assess(pack, framework_named(request.param), AS_OF, PERIOD, stores, lambda *_: None))
    sure, counts = Sure(set), Sure(set)
    for question in made["questions"]:
        for part in question["parts"]:
            for one in part["evidence"]:
                words = " ".join(one["quote"].split())
                if one["score"] >= RATES_AT_LEAST:
                    sure[words].add(part["id"])
                if one["counts"]:
                    counts[words].add(part["id"])
    return request.param, sure, counts


def test_what_a_scrutineer_would_cite_is_surely_found_for_the_part_that_it_is_about_and_mostly_counts(
    cited: tuple[str, Sure, Sure],
) -> None:
    framework, sure, counts = cited
    wanted = {row["says"]: set(row[framework]) for row in FLOOR["cited"] if framework in row}
    missed = {says: sure.get(says) for says, parts in wanted.items() if not parts & sure.get(says, set())}
    idle = {says: counts.get(says) for says, parts in wanted.items() if not parts & counts.get(says, set())}
    assert 1 - len(missed) / len(wanted) >= FOUND_AT_LEAST, missed
    assert 1 - len(idle) / len(wanted) >= COUNTS_AT_LEAST, idle


def test_what_only_stands_near_evidence_counts_for_nothing(cited: tuple[str, Sure, Sure]) -> None:
    _, _, counts = cited
    assert {says: counts[says] for says in FLOOR["passing"] if says in counts} == {}


@pytest.mark.parametrize("name", OTHERS)
def test_the_words_to_look_for_find_what_papers_say_and_pass_most_look_alikes_by(name: str) -> None:
    said = alike = of_said = of_alike = 0
    for question in framework_named(name).questions:
        for part in question.parts:
            words = re.compile("|".join(f"(?:{term})" for term in part.terms), re.IGNORECASE)
            said += sum(bool(words.search(one)) for one in part.statements)
            alike += sum(bool(words.search(one)) for one in part.mistaken_for)
            of_said, of_alike = of_said + len(part.statements), of_alike + len(part.mistaken_for)
    assert said / of_said >= STATEMENTS_NAMED_AT_LEAST
    assert alike / of_alike <= LOOK_ALIKES_NAMED_AT_MOST


@pytest.mark.parametrize("name", OTHERS)
def test_the_name_of_a_paper_or_of_an_item_alone_is_evidence_for_no_more_than_a_few_parts(name: str) -> None:
    headings = (
        "Dataset", "Attendance", "Apologies", "Learning", "Training", "Audit", "Section 11", "Relevant agencies",
        "Challenge log", "Risk log", "Business plan", "Rapid review", "Participation", "Structure", "Concerns", "Findings",
    )  # fmt: skip
    parts = [part for question in framework_named(name).questions for part in question.parts]
    fired = [
        (heading, part.id)
        for heading in headings
        for part in parts
        if any(re.search(term, f"{heading}: The item was deferred.", re.IGNORECASE) for term in part.terms)
    ]
    assert len(fired) <= len(headings) * len(parts) * 0.01, fired
