"""Makes the templates of the short forms: run `python -m app.reporting.make_short_templates`, then edit them in Word."""

from __future__ import annotations

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Cm, Pt

from app.reporting.make_template import new_page, settle, when
from app.reporting.short_forms import CELLS
from app.reporting.template_appendix import evidence, record, sources, states
from app.reporting.template_tables import fill, new_row, table
from app.reporting.word_file import TEMPLATES

FOUR_A_ROW = CELLS
LEADING = "The quote that carries most for each part of the questions decided; the full report has all of them."


def summary() -> WordDocument:
    """Two pages: how the ratings fall, what is strong, what is not, and what is to be done; then its evidence."""
    word = _begun("{{ title }}: summary")
    word.add_paragraph(
        "{{ area }}, {{ period }}. {{ framework }}, {{ guidance }}. Made by {{ made_by }}, {{ made_at }}."
    )
    states(word)
    word.add_paragraph("{{ tally }}").runs[0].bold = True
    grid = table(word, FOUR_A_ROW + 1, widths=(6.5, 2.5, 2.5, 2.5, 2.5))
    blank = ("",) * FOUR_A_ROW
    fill(new_row(grid), ("{%tr for step in grid %}", *blank))
    row = new_row(grid)
    cells = tuple(
        "{% cellbg step.cells[" + str(n) + "].colour|fill %}{{ step.cells[" + str(n) + "].text }}"
        for n in range(FOUR_A_ROW)
    )
    fill(row, ("{{ step.number }}. {{ step.title }}", *cells))
    for cell in row.cells:
        cell.paragraphs[0].runs[0].font.size = Pt(9)
    fill(new_row(grid), ("{%tr endfor %}", *blank))
    word.add_paragraph("{%p for line in grid_more %}")
    word.add_paragraph("{{ line }}")
    word.add_paragraph("{%p endfor %}")
    _questions(word, "What is not so, or could not be shown (Red)", "weak")
    _questions(word, "What there is still work on (Amber)", "partly")
    _questions(word, "What is strong (Green)", "strong")
    word.add_heading("What is to be done next", 2)
    _lines(word, "next_actions", "{{ each.question }}. {{ each.text }} ({{ each.owner }}, {{ each.due }})")
    new_page(word)
    evidence(word, "leading_evidence", LEADING)
    record(word)
    return word


def paragraph() -> WordDocument:
    """One paragraph for the yearly report, with what it rests on behind it."""
    word = _begun("Paragraph for the yearly report")
    states(word)
    word.add_paragraph("{{ paragraph }}")
    word.add_paragraph("{{ made_by }}, {{ made_at }}")
    evidence(word, "leading_evidence", LEADING)
    record(word)
    return word


def plain() -> WordDocument:
    """The version for children and young people, in large print."""
    word = _begun("How well are children kept safe in {{ area }}?", size=13)
    when(word, "draft", "{{ draft }}")
    for name in ("plain.opening",):
        _each(word, name)
    word.add_paragraph("{{ plain.tally }} {{ plain.undecided }}").runs[0].bold = True
    word.add_paragraph("{%p for s in plain.steps %}")
    word.add_heading("{{ s.title }}", 2)
    grid = table(word, 2, widths=(8.8, 7.7))
    fill(new_row(grid), ("{%tr for q in s.questions %}", ""))
    row = new_row(grid)
    fill(row, ("{{ q.text }}", "{% cellbg q.colour|fill %}{{ q.answer }}"))
    fill(new_row(grid), ("{%tr endfor %}", ""))
    word.add_paragraph("{%p endfor %}")
    word.add_heading("What happens now", 2)
    when(word, "plain.actions", "{{ plain.actions }}")
    when(word, "plain.unread", "{{ plain.unread }}")
    _each(word, "plain.closing")
    new_page(word)
    sources(word)
    record(word)
    return word


def _begun(title: str, size: float = 10.5) -> WordDocument:
    word = Document()
    settle(word)
    word.styles["Normal"].font.size = Pt(size)
    word.styles["Normal"].paragraph_format.space_after = Pt(6)
    word.styles["Title"].font.size = Pt(20)
    word.sections[0].top_margin = word.sections[0].bottom_margin = Cm(1.6)
    word.add_paragraph(title, style="Title")
    return word


def _questions(word: WordDocument, title: str, name: str) -> None:
    word.add_paragraph("{%p if " + name + ".lines %}")
    word.add_heading(title, 2)
    _lines(word, name, "{{ each.id }}. {{ each.text }}{% if each.why %} Why: {{ each.why }}{% endif %}")
    word.add_paragraph("{%p endif %}")


def _lines(word: WordDocument, name: str, line: str) -> None:
    word.add_paragraph("{%p for each in " + name + ".lines %}")
    added = word.add_paragraph(line, style="List Bullet")
    added.paragraph_format.space_after = Pt(1)
    added.runs[0].font.size = Pt(9)
    word.add_paragraph("{%p endfor %}")
    when(word, f"{name}.more", "{{ " + name + ".more }}")


def _each(word: WordDocument, name: str) -> None:
    word.add_paragraph("{%p for each in " + name + " %}")
    word.add_paragraph("{{ each }}")
    word.add_paragraph("{%p endfor %}")


if __name__ == "__main__":
    for form, made in (("summary", summary()), ("paragraph", paragraph()), ("plain", plain())):
        made.save(str(TEMPLATES[form]))
