"""A sentence that says anything else than its quote is struck out, and one that says the same stands."""

from __future__ import annotations

import pytest

from prompts.draft import check_reply

QUOTES = {
    "q1": "Up-to-date chronologies were found in 79% of files, against 38% before.",
    "q2": "The neglect strategy, due in September, has not been written.",
    "q3": "Police notifications fell from 611 to 498.",
    "q4": "By December 2026 every practitioner will have had a half-day on sexual abuse.",
    "q5": "The Executive agreed to rescore outcome O4 as amber.",
    "q6": "Nineteen of 22 agencies have signed the agreement of April 2025.",
    "q7": "Marcus Oyelade attended all three meetings; ACC Dunmore was absent from each.",
}

STANDS = [
    "Up-to-date chronologies were found in 79% of files [q1].",
    "The neglect strategy has not been written [q2].",
    "Notifications by the police fell from 611 to 498 [q3].",
    "By December 2026 every practitioner will have had a half-day [q4].",
    "The Executive agreed to rescore it as amber [q5].",
    "19 of 22 agencies have signed [q6].",
    "Chronologies were found in 79% of files, and 19 of 22 agencies have signed [q1, q6].",
]

FAILS = [
    ("Up-to-date chronologies were found in 97% of files [q1].", "97"),
    ("Chronologies were found in eighty files [q1].", "80"),
    ("The neglect strategy has been written [q2].", "other way round"),
    ("Police notifications rose from 498 to 611 [q3].", "rose"),
    ("Every practitioner has had a half-day on sexual abuse [q4].", "plans"),
    ("The Executive agreed to rescore outcome O4 as green [q5].", "rating"),
    ("All 22 agencies have signed the agreement [q6].", "“All”"),
    ("Marcus Oyelade and Priya Nandakumar attended all three meetings; ACC Dunmore was absent [q7].", "Priya"),
    ("Question 1.1 is Green [q1].", "1.1 is not"),
    ("The partnership does well.", "cites no quote"),
    ("The partnership does well [q12].", "q12"),
    ("The partnership does well [Q1].", "Q1"),
    ("See https://example.org for chronologies [q1].", "mark-up"),
    ("<b>Chronologies</b> were found in 79% of files [q1].", "mark-up"),
    ("![x](http://example.org/a.png) Chronologies were found [q1].", "mark-up"),
    ("**Chronologies** were found in 79% of files [q1].", "mark-up"),
    ("<script>alert(1)</script> [q1].", "mark-up"),
]


@pytest.mark.parametrize("sentence", STANDS)
def test_a_sentence_that_says_what_its_quote_says_stands(sentence: str) -> None:
    assert [line.struck for line in check_reply(sentence, QUOTES).lines] == [""]


@pytest.mark.parametrize(("sentence", "because"), FAILS)
def test_a_sentence_that_says_something_else_is_struck_out(sentence: str, because: str) -> None:
    lines = check_reply(sentence, QUOTES).lines
    assert all(line.struck for line in lines)
    assert because in " ".join(line.struck for line in lines)


def test_a_good_sentence_beside_a_bad_one_stands_alone() -> None:
    draft = check_reply("Chronologies were found in 79% of files [q1]. All is well now.", QUOTES)
    assert [bool(line.struck) for line in draft.lines] == [False, True]
