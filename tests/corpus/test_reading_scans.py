"""What is read of scans: the words of a photocopy and of pictures beside text, each at its place on the page."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.document import Reading
from corpus.formats import pdf as pdf_format
from tests.corpus.typed_pdfs import both, lines, pdf, scanned, table

TYPED = [
    "The council, the police and the care board were",
    "present throughout. Two partners had not sent figures.",
]
ATTENDANCE = [
    ["Agency", "June", "November", "Comment"],
    ["Police", "Present", "Apologies", "Sent a deputy"],
    ["Council", "Present", "Present", ""],
    ["Care board", "Apologies", "Present", "New nurse from June"],
]
WIDTHS = [100.0, 80.0, 80.0, 140.0]


def read(data: bytes) -> Reading:
    return pdf_format.read(data, "paper.pdf")


def texts(reading: Reading, style: str | None = None) -> list[str]:
    return [s.text[b.start : b.end] for s in reading.segments for b in s.blocks if style in (None, b.style)]


def test_a_scan_is_read_with_its_words_in_place(tmp_path: Path) -> None:
    typed = [
        "The council, the police and the care board were",
        "present throughout. Two partners had not sent figures.",
    ]
    reading = read(scanned(pdf(both(lines(typed, top=700), table(ATTENDANCE, WIDTHS, top=600))), skew=1.0))
    assert "were present throughout. Two partners had not sent figures." in reading.segments[0].text
    assert "Agency: Police | June: Present | November: Apologies | Comment: Sent a deputy" in texts(reading, "row")
    council = reading.segments[0].boxes[1]
    assert council.x0 == pytest.approx(95 / 595, abs=0.02)
    assert council.y1 == pytest.approx(143 / 842, abs=0.02)


def test_words_in_a_picture_beside_text_are_read_too() -> None:
    [picture] = pypdfium2.PdfDocument(pdf(lines(["Repeat referrals fell to 23 per cent in the year."], top=400)))
    shown = picture.render(scale=3).to_pil().crop((150, 1200, 1200, 1400))

    def page(canvas: Canvas) -> None:
        lines(["The council, the police and the care board were present at each of the meetings."])(canvas)
        canvas.drawImage(ImageReader(shown), 72, 300, 350, 66)

    reading = read(pdf(page))
    assert texts(reading)[-1] == "Repeat referrals fell to 23 per cent in the year."
    assert reading.segments[0].boxes[-1].y0 > 0.5


def test_a_poor_scan_is_reported() -> None:
    reading = read(scanned(pdf(lines(TYPED)), blur=3.2, quality=10))
    assert reading.status in ("partly_read", "no_text")
    assert reading.unread[0].where is not None
    assert reading.unread[0].where.page == 1
    assert "poor quality" in reading.unread[0].why or "No text" in reading.unread[0].why


def test_a_scan_that_lies_on_its_side_is_read_all_the_same() -> None:
    reading = read(scanned(pdf(lines([*TYPED, "The chair asked for them by the end of the month."], size=14)), turn=90))
    assert "Two partners had not sent figures." in reading.segments[0].text
    first, last = reading.segments[0].boxes[0], reading.segments[0].boxes[8]
    assert first.y0 > last.y0


def test_scans_that_time_does_not_reach_are_named_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_format.limits, "READING_SECONDS", 2.0)
    reading = read(scanned(pdf(lines(TYPED), lines(TYPED))))
    assert reading.status == "no_text"
    assert [u.why for u in reading.unread] == [
        f"Page {number} is a scan and was not read: the time allowed for one file was used up." for number in (1, 2)
    ]
