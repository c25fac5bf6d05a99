"""Files whose only finding stands where it is easily overlooked: every one must be read, or its place reported."""

from __future__ import annotations

from tests.hostile.hidden_letter_kinds import LETTERS, TEXTS
from tests.hostile.hidden_pdf_kinds import PDFS
from tests.hostile.hidden_sheet_kinds import SHEETS
from tests.hostile.hidden_slide_kinds import SHOWS
from tests.hostile.hidden_word_kinds import WORD
from tests.hostile.kind import Kind


def kinds() -> list[Kind]:
    """Every file that hides a finding."""
    tables = (("docx", WORD), ("xlsx", SHEETS), ("pptx", SHOWS), ("pdf", PDFS), ("eml", LETTERS))
    found = [
        Kind(f"lost-{name}.{ending}", make, finding=True) for ending, table in tables for name, make in table.items()
    ]
    return found + [Kind(f"lost-{name}", make, finding=True) for name, make in TEXTS.items()]
