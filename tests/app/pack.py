"""A small pack of invented papers that have been read and assessed, for the tests of the pages."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from fpdf import FPDF
from proposals import AUDIT, GUIDE, HOSTILE, MINUTES, TRACKER, assessment_of

from app.database import db, now, writing
from app.models import Assessment, Paper, Review, User
from app.packs.storage import Storage
from app.proposing.assessments import keep_assessment
from app.record.trail import append_entry
from corpus.document import Block, Box, Location, Reading, Segment, Unread


def stock(review: Review, by: User) -> tuple[dict[str, Paper], Assessment]:
    """Puts six papers into a review, five of them read, and keeps an assessment that quotes them."""
    papers = {
        "minutes": _keep(
            review,
            by,
            "Executive minutes Sept 2024.pdf",
            _pdf(MINUTES),
            _page_reading(MINUTES),
            kind="executive_minutes",
            title="Executive minutes, September 2024",
            date=date(2024, 9, 12),
            agency="partnership",
        ),
        "audit": _keep(
            review,
            by,
            "Exploitation audit.docx",
            b"audit",
            _paragraphs(AUDIT),
            kind="multi_agency_audit",
            title="Multi-agency audit of exploitation",
            date=date(2025, 1, 20),
            agency="partnership",
            unread=(Unread(Location(paragraph=9), "This picture could not be read."),),
        ),
        "tracker": _keep(
            review,
            by,
            "Action tracker.xlsx",
            b"tracker",
            _rows(TRACKER),
            kind="action_tracker",
            title="Action tracker",
            date=date(2024, 6, 30),
            agency="health",
        ),
        "guide": _keep(
            review,
            by,
            "Terms of reference.txt",
            b"guide",
            _paragraphs((*GUIDE, HOSTILE)),
            kind="terms_of_reference",
            title="Terms of reference",
            date=date(2023, 10, 1),
            agency="partnership",
        ),
        "foreign": _keep(
            review,
            by,
            "Wexcombe yearly report.txt",
            b"foreign",
            _paragraphs(("All is well in Wexcombe.",)),
            kind="yearly_report",
            title="Wexcombe yearly report",
            date=date(2024, 7, 1),
            agency="partnership",
            standing="foreign",
            standing_because="It names Wexcombe 14 times and Harland Vale never.",
        ),
        "locked": _keep(review, by, "Locked.pdf", b"locked", Reading("refused", "This file needs a password.", "pdf")),
    }
    content = assessment_of(review, papers)
    return papers, keep_assessment(review.id, content, pack="2" * 64)


def _keep(
    review: Review, by: User, name: str, data: bytes, reading: Reading, unread: tuple[Unread, ...] = (), **profile: Any
) -> Paper:
    storage = Storage.of()
    sha256, size = storage.keep_original(review.id, name, io.BytesIO(data))
    if unread:
        reading = Reading("partly_read", "One place was not read.", reading.kind, reading.segments, unread)
    storage.keep_reading(review.id, sha256, reading)
    with writing(review):
        paper = Paper(
            review_id=review.id,
            name=name,
            sha256=sha256,
            size=size,
            uploaded_by=by.id,
            state=reading.status,
            reason=reading.reason,
            format=reading.kind,
            pages=reading.pages,
            unread_count=len(unread),
            read_at=now(),
            profile_because={"date": "“12 September 2024”"},
            **{"standing": "current", **profile},
        )
        db.session.add(paper)
        db.session.flush()
        append_entry(review.id, by.id, "upload", {"paper": paper.id, "name": name, "sha256": sha256, "size": size})
    return paper


def _paragraphs(texts: tuple[str, ...]) -> Reading:
    segments = tuple(
        Segment(Location(paragraph=n), text, (Block(0, len(text), "paragraph"),)) for n, text in enumerate(texts, 1)
    )
    return Reading("read", None, "docx", segments)


def _rows(texts: tuple[str, ...]) -> Reading:
    columns = ("Action", "Owner", "Due", "Status")
    segments = tuple(
        Segment(Location(sheet="Actions", cells=f"A{n}:D{n}"), text, (Block(0, len(text), "row", columns=columns),))
        for n, text in enumerate(texts, 2)
    )
    return Reading("read", None, "xlsx", segments)


LEFT, TOP, LINE, WIDTH, HEIGHT = 20.0, 20.0, 12.0, 210.0, 297.0
"""Millimetres, for drawing the page and for knowing where its words stand."""


def _pdf(lines: tuple[str, ...]) -> bytes:
    page = FPDF()
    page.add_page()
    page.set_font("Helvetica", size=11)
    for n, line in enumerate(lines):
        page.text(LEFT, TOP + n * LINE, line)
    return bytes(page.output())


def _page_reading(lines: tuple[str, ...]) -> Reading:
    """One page whose lines stand where `_pdf` draws them; each line has one box for each half of it."""
    page = FPDF()
    page.add_page()
    page.set_font("Helvetica", size=11)
    blocks, boxes, at = [], [], 0
    for n, line in enumerate(lines):
        blocks.append(Block(at, at + len(line), "heading" if n == 0 else "paragraph"))
        middle = len(line) // 2
        for start, end in ((0, middle), (middle, len(line))):
            x0, x1 = (LEFT + page.get_string_width(line[:edge]) for edge in (start, end))
            y = TOP + n * LINE
            boxes.append(Box(at + start, at + end, 1, x0 / WIDTH, (y - 3.5) / HEIGHT, x1 / WIDTH, (y + 1) / HEIGHT))
        at += len(line) + 1
    return Reading(
        "read", None, "pdf", (Segment(Location(page=1), "\n".join(lines), tuple(blocks), tuple(boxes)),), pages=1
    )
