"""Makes the report's template: run `python -m app.reporting.make_template`, then edit it in Word as you like.

What stands between braces is filled in; `docxtpl` explains the forms (`{%p`, `{%tr`, `cellbg`).
"""

from __future__ import annotations

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from app.reporting.template_appendix import evidence, states
from app.reporting.template_asked import asked
from app.reporting.template_besides import compared, context, second_ratings
from app.reporting.template_exchanges import challenges, requests
from app.reporting.template_tables import fill, new_row, rows, table
from app.reporting.word_file import TEMPLATE

FONT = "Arial"
INK = RGBColor(0x0B, 0x4F, 0x6C)
RATING = "{% cellbg q.colour|fill %}{{ q.rating }}"
PROPOSED = "{% cellbg q.proposed_colour|fill %}{{ q.proposed }}"


def make() -> WordDocument:
    """The template, section by section."""
    word = Document()
    settle(word)
    _front(word)
    _ratings(word)
    second_ratings(word)
    compared(word)
    _questions(word)
    _lists(word)
    challenges(word)
    asked(word)
    context(word)
    new_page(word)
    evidence(word, "evidence", "Every quote that counts for a question that is decided, in the order of the questions.")
    _back(word)
    return word


def settle(word: WordDocument) -> None:
    """Paper, margins, letters and the foot of each page."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    for name, size in (("Normal", 10.5), ("Title", 24), ("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 11)):
        style = word.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
        if name != "Normal":
            style.font.color.rgb = INK
    footer = section.footer.paragraphs[0]
    footer.text = "{{ area }}: {{ title }}. Page "
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _page_number(footer)


def _front(word: WordDocument) -> None:
    word.add_paragraph("{{ title }}", style="Title")
    grid = table(word, 2, widths=(5, 11.5))
    for name, value in (
        ("Partnership or area", "{{ area }}"),
        ("Period under review", "{{ period }}"),
        ("Framework", "{{ framework }}"),
        ("Statutory guidance", "{{ guidance }}"),
        ("Made by", "{{ made_by }}"),
        ("Made at", "{{ made_at }}"),
        ("State", "{{ decided }}"),
    ):
        fill(new_row(grid), (name, value), bold_first=True)
    word.add_paragraph()
    states(word)
    word.add_paragraph(
        "Every rating below was decided by the scrutineer; those marked “Not decided” are still open. Beside each "
        "stands what the papers suggested, worked out by fixed rules from the partnership’s own papers, with the "
        "words and their places."
    )


def _ratings(word: WordDocument) -> None:
    word.add_heading("Ratings", 1)
    word.add_paragraph("{%p for step in steps %}")
    word.add_heading("Step {{ step.number }}: {{ step.title }}", 2)
    grid = table(word, 4, widths=(1.3, 9.6, 2.8, 2.8), header=("No.", "Question", "Rating", "Papers suggested"))
    fill(new_row(grid), ("{%tr for q in step.questions %}", "", "", ""))
    row = new_row(grid)
    fill(row, ("{{ q.id }}", "{{ q.text }}", RATING, PROPOSED))
    row.cells[2].paragraphs[0].runs[0].bold = True
    fill(new_row(grid), ("{%tr endfor %}", "", "", ""))
    word.add_paragraph("{%p endfor %}")


def _questions(word: WordDocument) -> None:
    new_page(word)
    word.add_heading("Each question with its evidence", 1)
    word.add_paragraph("{%p for step in steps %}")
    word.add_paragraph("{%p for q in step.questions %}")
    word.add_heading("Question {{ q.id }}: {{ q.rating }}", 2)
    word.add_paragraph("{{ q.text }}").runs[0].italic = True
    word.add_paragraph("{{ q.choice }}{% if q.who %} Decided by {{ q.who }}.{% endif %}")
    when(word, "q.red_reason", "Why Red: {{ q.red_reason }}.")
    when(word, "q.reason", "Reason: {{ q.reason }}")
    word.add_paragraph("What the papers suggest. {{ q.lead }}")
    word.add_paragraph("{%p for each in q.rest %}")
    word.add_paragraph("{{ each }}", style="List Bullet")
    word.add_paragraph("{%p endfor %}")
    word.add_paragraph("{%p for part in q.parts %}")
    word.add_heading("{{ part.text }}", 3)
    word.add_paragraph("{{ part.finding }}. {{ part.because }}")
    _quotes(word, "part.quotes")
    when(word, "part.more", "{{ part.more }}")
    word.add_paragraph("{%p endfor %}")
    _contradictions(word)
    word.add_paragraph("{%p if q.action %}")
    word.add_heading("Action", 3)
    word.add_paragraph("{{ q.action.text }}")
    word.add_paragraph("Owner: {{ q.action.owner }}. Due: {{ q.action.due }}.")
    word.add_paragraph("{%p endif %}")
    word.add_paragraph("{%p endfor %}")
    word.add_paragraph("{%p endfor %}")


def _contradictions(word: WordDocument) -> None:
    word.add_paragraph("{%p if q.contradictions %}")
    word.add_heading("Papers that contradict each other", 3)
    word.add_paragraph("{%p for pair in q.contradictions %}")
    _quotes(word, "pair")
    word.add_paragraph("{%p endfor %}")
    when(word, "q.more_pairs", "{{ q.more_pairs }}")
    word.add_paragraph("{%p endif %}")


def _quotes(word: WordDocument, quotes: str) -> None:
    word.add_paragraph("{%p for quote in " + quotes + " %}")
    paragraph = word.add_paragraph("“{{ quote.words }}”")
    paragraph.paragraph_format.left_indent = Cm(0.8)
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.keep_with_next = True
    source = word.add_paragraph("{{ quote.stance }}. {{ quote.source }} ({{ quote.about }}).")
    source.paragraph_format.left_indent = Cm(0.8)
    source.runs[0].font.size = Pt(9)
    word.add_paragraph("{%p endfor %}")


def _lists(word: WordDocument) -> None:
    new_page(word)
    rows(
        word,
        "Actions",
        "actions",
        "a",
        (1.3, 8.2, 3.5, 3.5),
        ("No.", "What is to be done", "Who", "Due and state"),
        ("{{ a.question }}", "{{ a.text }}", "{{ a.owner }}", "{{ a.due }}. {{ a.status }}"),
    )
    rows(
        word,
        "Actions from the last review",
        "carried_actions",
        "a",
        (1.3, 8.2, 3.5, 3.5),
        ("No.", "What is to be done, and where it comes from", "Who", "Due and state"),
        ("{{ a.question }}", "{{ a.text }}\n{{ a.source }}", "{{ a.owner }}", "{{ a.due }}. {{ a.status }}"),
    )
    requests(word)
    rows(
        word,
        "Papers to ask the partnership for",
        "requests",
        "r",
        (12.5, 4),
        ("Paper", "Questions"),
        ("{{ r.text }}", "{{ r.questions }}"),
    )
    rows(
        word,
        "What was not read",
        "unread",
        "u",
        (5.5, 3.5, 7.5),
        ("Paper", "Place", "Why"),
        ("{{ u.paper }}", "{{ u.where }}", "{{ u.why }}"),
    )
    rows(
        word,
        "Papers",
        "papers",
        "p",
        (6.5, 3.6, 3, 3.4),
        ("Paper and file", "Kind", "Date and whose", "Was it read, does it count"),
        (
            "{{ p.title }}\n{{ p.file }}",
            "{{ p.kind }}",
            "{{ p.date }}, {{ p.agency }}",
            "{{ p.outcome }}{% if p.standing %}. {{ p.standing }}{% endif %}",
        ),
    )


def _back(word: WordDocument) -> None:
    word.add_heading("Reference and record", 1)
    when(word, "reference", "{{ reference }}")
    when(word, "head", "Fingerprint of the last line of the record when this report was made (SHA-256): {{ head }}")
    word.add_paragraph(
        "Anyone with access to the review can have every line of the record, every file and every quote checked "
        "against this fingerprint, on the page called Record."
    )


def when(word: WordDocument, condition: str, text: str) -> None:
    """A paragraph that is printed only where there is something to say."""
    word.add_paragraph("{%p if " + condition + " %}")
    word.add_paragraph(text)
    word.add_paragraph("{%p endif %}")


def new_page(word: WordDocument) -> None:
    """What follows begins on a new page."""
    word.add_page_break()  # type: ignore[no-untyped-call]


def _page_number(paragraph: object) -> None:
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()  # type: ignore[attr-defined]
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


if __name__ == "__main__":
    make().save(str(TEMPLATE))
