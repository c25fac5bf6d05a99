"""What the report's template prints of the questions asked of the papers, where the scrutineer chose any."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.shared import Cm, Pt


def asked(word: WordDocument) -> None:
    """Each question with its answer and the quotes; nothing where none was chosen."""
    word.add_paragraph("{%p if asked %}")
    word.add_heading("Questions asked of the papers", 1)
    word.add_paragraph(
        "Asked in the course of this review, and printed because the scrutineer chose so. The quotes are the papers’ "
        "own words; an answer rates nothing."
    )
    word.add_paragraph("{%p for a in asked %}")
    word.add_heading("{{ a.text }}", 2)
    word.add_paragraph("{{ a.who }}").runs[0].font.size = Pt(9)
    _where(word, "a.taken", "Taken as: {{ a.taken }}")
    word.add_paragraph("{%p for c in a.clauses %}")
    _where(word, "c.text", "{{ c.text }}")
    _where(word, "c.said", "{{ c.said }}")
    word.add_paragraph("{%p for g in c.groups %}")
    word.add_heading("{{ g.title }}", 3)
    word.add_paragraph("{%p for s in g.sentences %}")
    word.add_paragraph("{{ s }}")
    word.add_paragraph("{%p endfor %}")
    _quotes(word)
    word.add_paragraph("{%p endfor %}")
    word.add_paragraph("{%p endfor %}")
    word.add_paragraph("{{ a.looked_in }}").runs[0].font.size = Pt(9)
    word.add_paragraph("{%p endfor %}")
    word.add_paragraph("{%p endif %}")


def _where(word: WordDocument, condition: str, text: str) -> None:
    word.add_paragraph("{%p if " + condition + " %}")
    word.add_paragraph(text)
    word.add_paragraph("{%p endif %}")


def _quotes(word: WordDocument) -> None:
    word.add_paragraph("{%p for quote in g.quotes %}")
    for text in ("“{{ quote.words }}”", "{{ quote.source }} ({{ quote.about }})."):
        paragraph = word.add_paragraph(text)
        paragraph.paragraph_format.left_indent = Cm(0.8)
        paragraph.paragraph_format.space_after = Pt(0 if text.startswith("“") else 6)
        paragraph.paragraph_format.keep_with_next = text.startswith("“")
    word.add_paragraph("{%p endfor %}")
