"""Whole packs: ours, and another where it stands beside this folder. The pieces connect, and every quote is verbatim."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.config import PROJECT
from app.contract import assessment_json
from app.packs.pack import Pack, read_pack
from app.packs.sealed import Sealed
from app.packs.sealed_readings import SealedReadings
from app.proposing.assessing import assess
from app.proposing.stores import Stores
from corpus.document import Reading
from rules.framework_file import framework_named

SAMPLE = PROJECT / "corpus" / "samples"
OTHERS = sorted((PROJECT.parent / "shared" / "evidence-dev").glob("pack-*/documents"))
Made = tuple[Pack, dict[str, Any]]


@pytest.fixture(scope="module", params=[SAMPLE / "pack", *OTHERS], ids=lambda folder: folder.parent.name)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    pack = read_pack(request.param, lambda *_: None)
    assert pack.period is not None
    stores = Stores.in_folder(tmp_path_factory.mktemp("vectors"))
    assessment = assess(pack, framework_named("six-steps"), date(2026, 9, 1), pack.period, stores, lambda *_: None)
    return pack, assessment_json(assessment)


def citations(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for question in content["questions"]:
        for part in question["parts"]:
            yield from part["evidence"]
        for pair in question["contradictions"]:
            yield from pair


def test_every_quote_is_verbatim_at_its_place(made: Made) -> None:
    pack, content = made
    segments = {one.id: one.reading.segments for one in pack.documents}
    checked = 0
    for one in citations(content):
        segment = segments[one["document"]][one["segment"]]
        assert segment.where.to_json() == one["where"]
        assert segment.text[one["start"] : one["end"]] == one["quote"]
        checked += 1
    assert checked > 100


def test_nothing_that_cannot_count_counts(made: Made) -> None:
    pack, content = made
    standing = {one.id: one.standing for one in pack.documents}
    counted = [one for one in citations(content) if one["counts"]]
    assert counted
    assert {one["stance"] for one in counted}.isdisjoint({"planned", "duty"})
    assert {standing[one["document"]] for one in counted} == {"current"}


def test_a_green_rests_on_what_was_done(made: Made) -> None:
    for question in made[1]["questions"]:
        if question["proposed"] == "green":
            for part in question["parts"]:
                assert any(one["counts"] and one["stance"] in ("achieved", "impact") for one in part["evidence"])


def test_every_proposal_says_why_and_each_red_says_which_kind(made: Made) -> None:
    for question in made[1]["questions"]:
        assert question["because"].startswith(question["proposed"].capitalize())
        assert (question["red_reason"] is not None) == (question["proposed"] == "red")


def test_no_red_of_a_careful_scrutineer_is_shown_as_green_on_our_sample(made: Made) -> None:
    pack, content = made
    if pack.area != "Merrowdale":
        pytest.skip("the other pack's ratings are measured by `make eval`")
    expected = yaml.safe_load((SAMPLE / "expected.yaml").read_text("utf-8"))
    proposed = {question["id"]: question["proposed"] for question in content["questions"]}
    assert [one for one, row in expected.items() if row["rating"] == "red" and proposed[one] == "green"] == []


def test_the_sample_packs_strays_are_recognised(made: Made) -> None:
    pack, _ = made
    standings = {one.standing for one in pack.documents}
    assert {"superseded", "foreign"} <= standings
    for one in pack.documents:
        assert (one.standing == "current") or one.standing_because


def test_paths_are_relative_to_the_pack(made: Made) -> None:
    assert all(not Path(one["file"]).is_absolute() for one in made[1]["documents"])


def test_papers_that_were_not_begun_are_left_when_the_reading_of_one_breaks_off(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"{number}.txt").write_text(f"Minutes {number}", encoding="utf-8")
    begun: list[str] = []

    class Breaking(SealedReadings):
        def read(self, path: Path) -> tuple[str, Reading]:
            begun.append(path.name)
            time.sleep(0.05)
            raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        read_pack(tmp_path, lambda *_: None, readings=Breaking(Sealed(None)))
    assert len(begun) < 12
