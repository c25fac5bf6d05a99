"""A reading's own hash: the same for the same words set the same way, and for no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.document import Block, Box, Location, Reading, Segment
from corpus.reading_json import reading_from_json, reading_to_json, sha256_of_reading

TEXT = "Plans\nAgreed in May"
BLOCKS = (Block(0, 5, "heading"), Block(6, 19, "paragraph", ("Plans",)))
SEGMENT = Segment(Location(page=1), TEXT, BLOCKS)
READING = Reading("read", None, "pdf", (SEGMENT,), properties={"author": "R. Thackeray", "title": "Minutes"})


def with_segment(**changed: object) -> Reading:
    return replace(READING, segments=(replace(SEGMENT, **changed),))  # type: ignore[arg-type]


def test_a_reading_that_was_kept_has_the_hash_of_the_one_that_was_made() -> None:
    placed = with_segment(boxes=(Box(0, 5, 1, 0.1, 0.1, 0.2, 0.2),))
    assert sha256_of_reading(reading_from_json(reading_to_json(placed))) == sha256_of_reading(READING)


@pytest.mark.parametrize(
    "other",
    [
        with_segment(text="Plans\nAgreed in Mai"),
        with_segment(where=Location(page=2)),
        with_segment(blocks=(Block(0, 5, "paragraph"), BLOCKS[1])),
        with_segment(blocks=(BLOCKS[0], replace(BLOCKS[1], headings=()))),
        replace(READING, segments=(SEGMENT, SEGMENT)),
        replace(READING, status="partly_read"),
        replace(READING, kind="docx"),
        replace(READING, properties={"author": "R. Thackeray"}),
    ],
)
def test_whatever_a_profile_or_a_passage_is_made_from_changes_the_hash(other: Reading) -> None:
    assert sha256_of_reading(other) != sha256_of_reading(READING)
