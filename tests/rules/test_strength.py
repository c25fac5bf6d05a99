"""How surely a careful reader would cite a passage: by what was found and read of it, and by weights that were fitted."""

from __future__ import annotations

from dataclasses import replace
from math import log

import pytest

from rules.evidence import Candidate, Stance, StanceReading
from rules.strength import leaning_to, load_strength_weights, signs_of_strength, strength_of
from tests.rules.papers import passage

DONE = StanceReading(Stance.ACHIEVED, "", 0.8, True)
TO_DONE = {
    Stance.ACHIEVED: 0.6,
    Stance.IMPACT: 0.2,
    Stance.GAP: 0.05,
    Stance.PARTIAL: 0.1,
    Stance.PLANNED: 0.03,
    Stance.DUTY: 0.02,
}
SAID = Candidate(
    "1.1.a",
    passage("All three partners signed the plan in June, and each has paid its share."),
    0.8,
    "",
    (),
    ("meaning",),
    leaning={stance: log(share) for stance, share in TO_DONE.items()},
)


def test_every_sign_has_a_weight_and_every_weight_a_sign() -> None:
    assert {name for name, _ in signs_of_strength(SAID, DONE)} | {"constant"} == set(load_strength_weights())


def test_what_the_finder_is_surer_of_is_stronger() -> None:
    by_sureness = [strength_of(replace(SAID, score=score), DONE) for score in (0.0, 0.3, 0.6, 0.9, 1.0)]
    assert by_sureness == sorted(by_sureness)
    assert 0 < by_sureness[0] < by_sureness[-1] < 1


def test_a_passage_that_as_a_whole_leans_the_other_way_is_weaker() -> None:
    against = {**SAID.leaning, Stance.ACHIEVED: log(0.05), Stance.GAP: log(0.6)}  # type: ignore[dict-item]
    assert strength_of(replace(SAID, leaning=against), DONE) < strength_of(SAID, DONE)


def test_stances_that_speak_the_same_way_are_one_side() -> None:
    assert leaning_to(SAID, DONE) == pytest.approx(0.8)
    assert leaning_to(SAID, StanceReading(Stance.DUTY, "", 0.5, True)) == pytest.approx(0.05)
    assert leaning_to(replace(SAID, leaning=None), DONE) == DONE.share


def test_a_row_of_a_table_and_a_scrap_are_weaker_than_a_sentence() -> None:
    row = replace(SAID, passage=replace(SAID.passage, style="row"))
    scrap = replace(SAID, passage=passage("Plan signed."))
    assert max(strength_of(row, DONE), strength_of(scrap, DONE)) < strength_of(SAID, DONE)
