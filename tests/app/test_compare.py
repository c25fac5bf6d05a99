"""This review beside the last: a rating that moved although the evidence did not is no sign of change."""

from __future__ import annotations

from typing import Any

from app.pages.compare import over_time
from app.reviewing.comparing import Compared, Rated, Side, compare, general_differences

TEXT = "Is the plan funded?"


def content(*papers: str, rules: str = "1", text: str = TEXT, framework: str = "a") -> dict[str, Any]:
    """An assessment of one question in which each paper has a passage that counts."""
    documents = [{"id": each, "sha256": each * 8, "file": each, "title": f"Minutes {each}"} for each in papers]
    evidence = [{"document": each, "counts": True, "quote": "It is funded."} for each in papers]
    part = {"id": "1.1.a", "text": "It is funded", "finding": "partly", "evidence": evidence}
    return {
        "framework": {"id": "six", "title": "Six", "sha256": framework, "version": framework},
        "rules": {"sha256": rules},
        "models": {},
        "documents": documents,
        "questions": [{"id": "1.1", "text": text, "proposed": "amber", "parts": [part]}],
    }


def side(said: dict[str, Any], rating: str | None, guidance: str = "2023") -> Side:
    rated = {"1.1": Rated(rating, "silent" if rating == "red" else None, "I saw.", "Ada")} if rating else {}
    return Side("A review", said, rated, guidance, None)


def one(then: Side, now: Side) -> Compared:
    (found,) = compare(then, now)
    return found


def test_a_rating_that_moved_with_new_papers_under_the_same_yardstick_is_a_real_change() -> None:
    found = one(side(content("a"), "amber"), side(content("b"), "green"))
    assert found.move == "real"
    assert (found.new_papers, found.gone_papers) == (("Minutes b",), ("Minutes a",))


def test_a_rating_that_moved_on_the_same_papers_under_another_yardstick_is_the_yardstick() -> None:
    for now in (
        side(content("a", rules="2"), "green"),
        side(content("a", text="Is the whole plan funded?"), "green"),
        side(content("a"), "green", guidance="2026"),
    ):
        found = one(side(content("a"), "amber"), now)
        assert found.move == "yardstick"
        assert found.yardstick


def test_where_papers_and_yardstick_both_differ_the_move_is_not_called_real() -> None:
    assert one(side(content("a"), "amber"), side(content("b", rules="2"), "green")).move == "both"


def test_where_neither_differs_the_scrutineer_judged_otherwise() -> None:
    assert one(side(content("a"), "amber"), side(content("a"), "red")).move == "judgement"


def test_a_question_without_a_rating_on_one_side_did_not_move() -> None:
    assert one(side(content("a"), None), side(content("a"), "red")).move == "first"
    assert one(side(content("a"), "red"), side(content("b"), None)).move == "left"


def test_what_differs_between_the_yardsticks_is_said() -> None:
    said = general_differences(
        side(content("a"), "red"), side(content("a", rules="2", framework="b"), "red", guidance="2026")
    )
    assert [each.split(":")[0].split(" by")[0] for each in said] == [
        "The framework is another edition of the same",
        "Another edition of the statutory guidance",
        "The rules",
    ]


def test_the_picture_stands_on_the_figures_of_its_table() -> None:
    picture = over_time([("First", "to 2024", ["green", "red"], 4), ("Second", "to 2025", ["amber"] * 4, 4)])
    assert [bar.counts for bar in picture.bars] == [
        {"green": 1, "amber": 0, "red": 1, "none": 2},
        {"green": 0, "amber": 4, "red": 0, "none": 0},
    ]
    assert [sum(block.height for block in bar.blocks) for bar in picture.bars] == [240, 240]
