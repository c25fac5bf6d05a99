"""What the readers of stances are taught: what a person found to be evidence, and what was taken for it and is not."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from app.fitting.apart import apart_figures
from app.fitting.held_out import StaleFit
from app.fitting.leaning import HeldOutReader, StanceLessons, asked, label_of
from app.fitting.mistaken import KEPT, every_pairing, keep_mistaken, readings_of
from app.fitting.readings import HELD_OUT, Pairing, Reading
from app.proposing.leaning import leanings_of
from app.proposing.stores import Stores
from indexer.adapted import BESIDE
from rules.evidence import Stance
from rules.framework_file import framework_named

SIX_STEPS = framework_named("six-steps")
LABELS = ("impact", "gap", BESIDE)


@pytest.fixture(scope="module")
def pairings() -> list[Pairing]:
    return every_pairing(SIX_STEPS)


def test_a_passage_that_no_person_took_for_evidence_is_taught_as_beside_the_point() -> None:
    question = SIX_STEPS.question("6.3").text
    told = Reading("Otterhurst", "Take-up fell in schools.", "Training", question, Stance.GAP)
    mistaken = Pairing("Otterhurst", "Lunch is provided at each course.", "Training", question)
    assert [label_of(one) for one in (told, mistaken)] == ["gap", BESIDE]
    lessons = StanceLessons([told, mistaken])
    assert [lessons.labels[place] for place in lessons.answers] == ["gap", BESIDE]


def test_what_is_beside_the_point_is_always_taught_with_its_question() -> None:
    mistaken = Pairing("Otterhurst", "Lunch is provided.", "", SIX_STEPS.question("6.3").text)
    told = Reading("Otterhurst", "Take-up fell.", "", SIX_STEPS.question("6.3").text, Stance.GAP)
    taught = StanceLessons([mistaken] * 200 + [told] * 200).texts(np.random.default_rng(0))
    assert set(taught[:200]) == {asked(mistaken)}
    assert len(set(taught[200:])) == 2, "readings are taught with their question and, now and then, without"


def test_nothing_is_at_once_evidence_and_mistaken_for_it(pairings: list[Pairing]) -> None:
    readings = {(one.source, one.told, one.question) for one in readings_of(pairings)}
    mistaken = {(one.source, one.told, one.question) for one in pairings if not isinstance(one, Reading)}
    assert mistaken
    assert not readings & mistaken


def test_what_was_mistaken_in_other_passages_is_refused(tmp_path: Path) -> None:
    kept = tmp_path / "mistaken.tsv"
    keep_mistaken([(0, "1.1"), (7, "6.3")], kept)
    assert len(every_pairing(SIX_STEPS, kept)) == len(readings_of(every_pairing(SIX_STEPS, kept))) + 2
    hash_of_passages, *rest = KEPT.read_text("ascii").splitlines()
    kept.write_text("\n".join([hash_of_passages[::-1], *rest]) + "\n")
    with pytest.raises(StaleFit):
        every_pairing(SIX_STEPS, kept)
    with pytest.raises(StaleFit):
        every_pairing(SIX_STEPS, tmp_path / "nothing.tsv")


def test_shares_of_the_stances_add_up_whatever_the_share_of_being_beside_the_point() -> None:
    rows = np.log(np.array([[0.6, 0.2, 0.2], [0.06, 0.02, 0.92]], dtype=np.float32))
    sure, unsure = leanings_of(LABELS, rows)
    assert (sure.bears, unsure.bears) == (pytest.approx(0.8, abs=1e-3), pytest.approx(0.08, abs=1e-3))
    for one in (sure, unsure):
        assert np.exp(one.stances[Stance.IMPACT]) == pytest.approx(0.75, abs=1e-3)
        assert sum(map(np.exp, one.stances.values())) == pytest.approx(1, abs=1e-3)


def test_what_the_held_out_reader_was_never_asked_is_beside_the_point(pairings: list[Pairing]) -> None:
    reader = HeldOutReader(pairings)
    known = next(one for one in readings_of(pairings) if one.fold == HELD_OUT)
    asked_of, never = leanings_of(reader.labels, reader.embed([asked(known), "Nobody asked this."]))
    assert never.bears < 1e-3 < asked_of.bears
    assert reader.embed([]).shape == (0, len(reader.labels))


def test_a_passage_that_says_nothing_is_not_shown_and_one_that_does_is_measured_by_its_label(tmp_path: Path) -> None:
    rows = [
        (
            "Attendance at multi-agency training was reviewed agency by agency in March; take-up by schools had fallen.",
            "partial",
        ),
        ("Multi-agency training by agency, 2025-26", "achieved"),
    ]
    lines = [
        {"partnership": "Otterhurst", "heading": "Training", "text": text, "questions": {"6.3": stance}}
        for text, stance in rows
    ]
    (tmp_path / "papers.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    figures = apart_figures(SIX_STEPS, Stores.in_folder(None), tmp_path)
    assert (figures["passages"], figures["labels"]) == (2, 2)
    assert figures["shown"]["of the evidence"] == 0.5
    assert 0 < figures["shown"]["precision"] <= 1
