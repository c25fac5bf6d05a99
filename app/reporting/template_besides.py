"""What the report's template prints beside the ratings: second ratings, the last review, and how the scrutiny is arranged."""

from __future__ import annotations

from docx.document import Document as WordDocument

from app.reporting.template_tables import fill, new_row, table


def second_ratings(word: WordDocument) -> None:
    """A table of the second ratings; nothing where there are none."""
    word.add_paragraph("{%p if second_ratings %}")
    word.add_heading("Second ratings", 1)
    word.add_paragraph("Given by another person than the scrutineer, whose rating stands.")
    header = ("No.", "Decided", "Second rating", "Whose, and why")
    grid = table(word, 4, widths=(1.3, 2.8, 2.8, 9.6), header=header)
    fill(new_row(grid), ("{%tr for s in second_ratings %}", "", "", ""))
    second = "{% cellbg s.colour|fill %}{{ s.second }}"
    fill(
        new_row(grid),
        ("{{ s.question }}", "{{ s.decided }}", second, "{{ s.by }}. {{ s.how }}. {{ s.said }}\n{{ s.reason }}"),
    )
    fill(new_row(grid), ("{%tr endfor %}", "", "", ""))
    word.add_paragraph("{%p endif %}")


def compared(word: WordDocument) -> None:
    """The ratings that moved since the last review, and why; nothing where there is no last review."""
    word.add_paragraph("{%p if compared %}")
    word.add_heading("Compared with the last review", 1)
    word.add_paragraph("Beside “{{ compared.beside }}”: {{ compared.heading }}.")
    word.add_paragraph("{%p for each in compared.differences %}")
    word.add_paragraph("{{ each }}", style="List Bullet")
    word.add_paragraph("{%p endfor %}")
    word.add_paragraph("{%p if compared.moves %}")
    header = ("No.", "Then", "Now", "What moved")
    grid = table(word, 4, widths=(1.3, 3, 3, 9.2), header=header)
    fill(new_row(grid), ("{%tr for m in compared.moves %}", "", "", ""))
    fill(new_row(grid), ("{{ m.question }}", "{{ m.then }}", "{{ m.now }}", "{{ m.text }}\n{{ m.move }}. {{ m.said }}"))
    fill(new_row(grid), ("{%tr endfor %}", "", "", ""))
    word.add_paragraph("{%p endif %}")
    word.add_paragraph("{%p endif %}")


def context(word: WordDocument) -> None:
    """The independence record and the context questions; nothing where no review stands behind the report."""
    word.add_paragraph("{%p if context %}")
    word.add_heading("How this scrutiny is arranged", 1)
    word.add_paragraph("{%p if context.is_empty %}")
    word.add_paragraph("None of the context questions had been answered when this report was made.")
    word.add_paragraph("{%p else %}")
    word.add_paragraph("{{ context.answered }}.")
    _answers(word, "The independence record", "context.independence", ("What is asked", "Answer"), "{{ a.question }}")
    _answers(
        word, "The context questions", "context.answers", ("Question", "Answer"), "{{ a.number }}. {{ a.question }}"
    )
    word.add_paragraph("{%p endif %}")
    word.add_paragraph("{%p endif %}")


def _answers(word: WordDocument, title: str, name: str, header: tuple[str, str], asked: str) -> None:
    word.add_heading(title, 2)
    grid = table(word, 2, widths=(7, 9.5), header=header)
    fill(new_row(grid), ("{%tr for a in " + name + " %}", ""))
    fill(new_row(grid), (asked, "{{ a.answer }}{% if a.who %}\n{{ a.who }}{% endif %}"))
    fill(new_row(grid), ("{%tr endfor %}", ""))
