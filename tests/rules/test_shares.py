"""So many out of so many is a share, whether it is written in figures or in words."""

from __future__ import annotations

import pytest

from rules.evidence import Stance
from rules.shares import number_of, share_in
from rules.stance import read_stance


@pytest.mark.parametrize(
    ("words", "share"),
    [("eleven of seventeen", 11 / 17), ("9 out of 10", 0.9), ("1,140 of 1,200", 0.95), ("twenty-two of 44", 0.5)],
)
def test_a_share_is_the_first_number_over_the_last(words: str, share: float) -> None:
    assert share_in(words) == pytest.approx(share)


@pytest.mark.parametrize("words", ["seventeen of eleven", "most of them", "one of our partners", "3 of 0"])
def test_what_is_no_share_is_none(words: str) -> None:
    assert share_in(words) is None


def test_numbers_in_words_reach_ninety_nine() -> None:
    assert number_of("ninety-nine") == 99
    assert number_of("forty") == 40
    assert number_of("umpteen") is None


def test_nearly_all_is_done_and_few_is_not() -> None:
    assert read_stance("Twenty-one of the 22 agencies returned their audit.").stance is Stance.ACHIEVED
    assert read_stance("Two of 22 agencies returned their audit.").stance is not Stance.ACHIEVED
