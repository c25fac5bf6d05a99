"""What a rating would become if a part were confirmed: the rule of the colours, supposed."""

from __future__ import annotations

import pytest

from rules.evidence import Found, Rating
from rules.proposal import rating_of
from rules.supposing import if_confirmed

YES, HALF, NO = Found.CONFIRMED, Found.PARTLY, Found.NOT_CONFIRMED


def test_the_last_part_makes_green_where_the_passages_are_enough() -> None:
    assert rating_of([YES, YES, NO], 3) is Rating.AMBER
    assert if_confirmed([YES, YES, NO], 3, [2]) is Rating.GREEN


def test_the_part_that_is_confirmed_brings_one_passage_with_it() -> None:
    assert if_confirmed([YES, YES, NO], 1, [2]) is Rating.GREEN
    assert if_confirmed([YES, YES, NO], 0, [2]) is Rating.AMBER


def test_a_red_becomes_amber_with_its_first_part() -> None:
    assert if_confirmed([NO, NO], 0, [0]) is Rating.AMBER


def test_one_of_two_open_parts_leaves_amber_and_both_make_green() -> None:
    assert if_confirmed([YES, HALF, NO], 1, [1]) is Rating.AMBER
    assert if_confirmed([YES, HALF, NO], 1, [1, 2]) is Rating.GREEN


def test_a_part_that_is_confirmed_already_brings_nothing_new() -> None:
    assert if_confirmed([YES, YES], 1, [0]) is rating_of([YES, YES], 1) is Rating.AMBER


def test_a_part_that_there_is_not_cannot_be_supposed() -> None:
    with pytest.raises(ValueError, match="no such part"):
        if_confirmed([YES], 1, [3])
