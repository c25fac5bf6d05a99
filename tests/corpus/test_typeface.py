"""What is ordinary in a document's type: on a scan, sizes and distances are measured a little differently line by line."""

from __future__ import annotations

from corpus.formats.page_words import PageWord
from corpus.formats.typeface import typeface_of


def line(y: float, size: float, right: float = 500.0, text: str = "shared") -> list[PageWord]:
    box = (0.0, 0.0, 1.0, 1.0)
    return [
        PageWord(text, x, y - size / 2, x + 50, y + size / 2, size, False, 1, box)
        for x in range(72, int(right) - 49, 60)
    ]


def test_the_leading_of_a_loosely_set_scan_is_found_although_sizes_waver_and_the_title_is_wider() -> None:
    title = line(60, 17, right=600) + line(84, 17, right=600)
    text = [word for n in range(12) for word in line(130 + n * 23.5 + n % 2 * 0.5, (13.0, 13.5, 13.5)[n % 3])]
    assert 1.65 <= typeface_of([title + text]).leading <= 1.85


def test_the_leading_of_close_type_is_found() -> None:
    text = [word for n in range(12) for word in line(130 + n * 12.5, 10.0)]
    assert typeface_of([text]).leading == 1.25
