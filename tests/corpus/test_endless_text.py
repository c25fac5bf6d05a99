"""No text, however it repeats itself, keeps those who profile it, look through it or cut it busy for ever.

They work outside the bounded child, so that one paper could otherwise hold up every review.
"""

from __future__ import annotations

import time

import pytest

from corpus.formats.plain import read
from corpus.naming_children import signs_of_children
from corpus.passages import MOST_CHARACTERS, passages_of
from corpus.profile import profile_of
from rules.stance import read_stance
from tests.soak import sized

LETTERS = sized(100_000, 1_000_000)
MOST_SECONDS = sized(10, 60)
REPEATED = (
    "a", "1", "1/1/1", "1 January 2024 to ", "2019/20/21/", "1.1.1.", "Aa ", "Ann Bee Cee Dee ", "Mr. A. B. ", "DOB: ", "born on 1 ",
    "aged 5 ", "Child A, ", "123 456 7890 ", "County Council ", "not, ", "no longer ", "and the ", "a\n", "a | b ", "(", '"', "- ",
    "a@b.c ", "e\u0301",
)  # fmt: skip


@pytest.mark.parametrize("words", REPEATED)
def test_what_is_made_of_a_text_takes_time_in_proportion_to_it(words: str) -> None:
    text = (words * (LETTERS // len(words)))[:LETTERS]
    reading = read(text.encode(), "a.txt")
    began = time.process_time()
    profile_of(reading, "a.txt")
    signs_of_children(reading)
    passages = passages_of("d", reading)
    for passage in passages[:20]:
        read_stance(passage.text)
    assert time.process_time() - began < MOST_SECONDS
    assert all(len(passage.text) <= MOST_CHARACTERS for passage in passages)


def test_an_endless_word_is_cut_and_nothing_of_it_is_left_out() -> None:
    reading = read(b"w" * 10_000 + b" The plan was agreed.", "a.txt")
    passages = passages_of("d", reading)
    assert "".join(passage.text for passage in passages).replace(" ", "") == "w" * 10_000 + "Theplanwasagreed."
