"""Tables as text: each row is a passage of its own, with the names of its columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.passages import passages_of
from corpus.reader import read_file

COMMAS = """Measure,Agency,Q3,Commentary
Missing episodes,Police,92,"Falling; analysts, monthly, agree the figures"
Home education visits,Schools,,Not collected
"""
PLAIN = COMMAS.replace('"Falling; analysts, monthly, agree the figures"', "Falling")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_row_is_read_with_the_names_of_its_columns(tmp_path: Path, separator: str) -> None:
    path = tmp_path / ("scorecard.tsv" if separator == "\t" else "scorecard.csv")
    path.write_text(COMMAS if separator == "," else PLAIN.replace(",", separator), encoding="utf-8")
    reading = read_file(path)
    texts = [one.text for one in passages_of("d", reading)]
    assert reading.status == "read"
    assert "Measure: Home education visits | Agency: Schools | Commentary: Not collected" in texts
    assert all("\n" not in text for text in texts)


def test_a_table_that_cannot_be_taken_apart_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text('He said "no, never\nand left, "twice"x, she said', encoding="utf-8")
    assert "left" in " ".join(segment.text for segment in read_file(path).segments)


def test_a_long_unclosed_quotation_is_read_and_does_not_break_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text('a,b\n"unclosed,' + "word " * 40_000, encoding="utf-8")
    assert read_file(path).status in ("read", "partly_read")
