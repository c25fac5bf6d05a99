"""What every form's template prints at its beginning and its end: its state, the evidence, and the head of the record."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.shared import Pt

from app.reporting.template_tables import fill, new_row, table


def states(word: WordDocument) -> None:
    """What a reader must know before they read on: a draft, questions left open, decisions on an older pack."""
    for name in ("draft", "undecided_said", "older_said"):
        word.add_paragraph("{%p if " + name + " %}")
        word.add_paragraph("{{ " + name + " }}").runs[0].bold = True
        word.add_paragraph("{%p endif %}")


def evidence(word: WordDocument, name: str, intro: str) -> None:
    """The appendix with the quotes behind the ratings, in the order of the questions."""
    word.add_heading("Appendix: the evidence", 1)
    word.add_paragraph(intro)
    word.add_paragraph("{%p if " + name + " %}")
    grid = table(word, 3, widths=(1.4, 9.1, 6), header=("No.", "The papers’ words", "Paper, place, date and whose"))
    fill(new_row(grid), ("{%tr for e in " + name + " %}", "", ""))
    row = new_row(grid)
    fill(row, ("{{ e.question }}", "“{{ e.words }}”\n{{ e.stance }}: {{ e.part }}", "{{ e.source }}\n{{ e.about }}"))
    _small(row)
    fill(new_row(grid), ("{%tr endfor %}", "", ""))
    word.add_paragraph("{%p else %}")
    word.add_paragraph("No quote counts for a question that is decided.")
    word.add_paragraph("{%p endif %}")


def sources(word: WordDocument) -> None:
    """The appendix of the version for children: which papers, and no quote from them."""
    word.add_heading("For grown-ups: where this comes from", 1)
    word.add_paragraph("{%p if sources %}")
    grid = table(word, 2, widths=(1.5, 15), header=("No.", "Papers that count for the question"))
    fill(new_row(grid), ("{%tr for s in sources %}", ""))
    row = new_row(grid)
    fill(row, ("{{ s.question }}", "{{ s.papers }}"))
    _small(row)
    fill(new_row(grid), ("{%tr endfor %}", ""))
    word.add_paragraph("{%p endif %}")


def record(word: WordDocument) -> None:
    """The reference, and the fingerprint by which anyone can check the report against the record."""
    word.add_paragraph("{%p if reference %}")
    reference = word.add_paragraph("{{ reference }}")
    reference.runs[0].font.size = Pt(9)
    reference.paragraph_format.space_before = Pt(10)
    word.add_paragraph("{%p endif %}")
    word.add_paragraph("{%p if head %}")
    said = "Fingerprint of the last line of the record when this was made (SHA-256): {{ head }}"
    word.add_paragraph(said).runs[0].font.size = Pt(9)
    word.add_paragraph("{%p endif %}")


def _small(row: object) -> None:
    for cell in row.cells:  # type: ignore[attr-defined]
        for run in cell.paragraphs[0].runs:
            run.font.size = Pt(9)
