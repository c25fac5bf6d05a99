"""What the report's template prints of the requests that were sent, and of the challenges with their replies."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.shared import Cm, Pt

from app.reporting.template_tables import fill, new_row, table


def requests(word: WordDocument) -> None:
    """A table of what was asked for, of whom, and what became of it."""
    word.add_heading("Requests", 1)
    word.add_paragraph("{%p if sent_requests %}")
    header = ("No.", "What was asked for", "Of whom, by when, for which questions", "What became of it")
    grid = table(word, 4, widths=(1.2, 6.2, 4, 5.1), header=header)
    fill(new_row(grid), ("{%tr for r in sent_requests %}", "", "", ""))
    became = "{{ r.state }}{% for a in r.answers %}\n{{ a.what }}, {{ a.who }}. {{ a.text }}{% endfor %}"
    fill(new_row(grid), ("{{ r.number }}", "{{ r.text }}", "{{ r.partner }}. {{ r.due }}. {{ r.questions }}", became))
    fill(new_row(grid), ("{%tr endfor %}", "", "", ""))
    word.add_paragraph("{%p else %}")
    word.add_paragraph("None were sent.")
    word.add_paragraph("{%p endif %}")


def challenges(word: WordDocument) -> None:
    """Each challenge in full, with its quotes, the reply, and what was made of it."""
    word.add_heading("Challenges and replies", 1)
    word.add_paragraph("{%p if challenges %}")
    grid = table(word, 4, widths=(1.2, 2.2, 8.3, 4.8), header=("No.", "Question", "Who was to answer", "State"))
    fill(new_row(grid), ("{%tr for c in challenges %}", "", "", ""))
    fill(new_row(grid), ("{{ c.number }}", "{{ c.question }}", "{{ c.whom }}", "{{ c.state }}"))
    fill(new_row(grid), ("{%tr endfor %}", "", "", ""))
    word.add_paragraph("{%p for c in challenges %}")
    word.add_heading("Challenge {{ c.number }} on question {{ c.question }}", 2)
    word.add_paragraph("To {{ c.whom }}, by {{ c.who }}. A reply was asked by {{ c.due }}.")
    word.add_paragraph("{{ c.text }}")
    _quotes(word)
    word.add_paragraph("{%p for t in c.turns %}")
    word.add_heading("{{ t.what }}", 3)
    word.add_paragraph("{{ t.text }}")
    word.add_paragraph("{{ t.who }}").runs[0].font.size = Pt(9)
    word.add_paragraph("{%p endfor %}")
    word.add_paragraph("{%p if not c.turns %}")
    word.add_paragraph("No reply had come when this report was made.")
    word.add_paragraph("{%p endif %}")
    word.add_paragraph("{%p endfor %}")
    word.add_paragraph("{%p else %}")
    word.add_paragraph("None were raised.")
    word.add_paragraph("{%p endif %}")


def _quotes(word: WordDocument) -> None:
    word.add_paragraph("{%p for quote in c.quotes %}")
    for text in ("“{{ quote.words }}”", "{{ quote.source }} ({{ quote.about }})."):
        paragraph = word.add_paragraph(text)
        paragraph.paragraph_format.left_indent = Cm(0.8)
        paragraph.paragraph_format.space_after = Pt(0 if text.startswith("“") else 6)
    word.add_paragraph("{%p endfor %}")
