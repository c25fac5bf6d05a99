"""A model's sentence stands only on a quote from the papers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from prompts.draft import check_reply

QUOTES = {"q1": "Eleven of 17 agencies returned the audit.", "q2": "The plan has not been funded."}


def test_a_sentence_on_a_quote_stands() -> None:
    assert check_reply("Of 17 agencies, most returned it [q1].", QUOTES).standing == "Of 17 agencies, most returned it."


def test_a_sentence_without_a_quote_is_struck_out_in_sight() -> None:
    draft = check_reply("All is well.", QUOTES)
    assert draft.standing == ""
    assert draft.lines[0].text == "All is well."
    assert draft.lines[0].struck == "It cites no quote."


def test_a_forged_quote_id_is_struck_out() -> None:
    assert "q9" in check_reply("All returned it [q9].", QUOTES).lines[0].struck


def test_a_number_that_is_not_in_the_quote_is_struck_out() -> None:
    assert "16" in check_reply("All 16 agencies returned it [q1].", QUOTES).lines[0].struck


def test_a_quote_turned_the_other_way_round_is_struck_out() -> None:
    assert check_reply("The plan has been funded [q2].", QUOTES).standing == ""


@given(st.text(max_size=300))
def test_whatever_a_model_says_nothing_stands_without_a_quote(reply: str) -> None:
    assert check_reply(reply, {}).standing == ""
