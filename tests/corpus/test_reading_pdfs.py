"""What is read of a PDF: words in a person's order, in whole sentences, each with its place on the page."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from corpus.document import Block, Reading, Segment
from corpus.formats import pdf as pdf_format
from corpus.limits import Refused
from corpus.reader import page_picture, read_file
from tests.corpus.typed_pdfs import WIDE, both, lines, pdf, table

LEFT = [
    "The three safeguarding partners met four",
    "times in the year and agreed the plan. The",
    "care board paid its share of the cost, and",
    "the police chal-",
    "lenged the council about multi-",
    "agency audits that were late.",
]
RIGHT = [
    "Relevant agencies were told of the plan in",
    "September. Schools asked for a summary and",
    "were sent one. The voluntary sector has a",
    "seat on the group and used it to raise two",
    "matters, both of which were answered.",
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
    return [said(s, b) for s in reading.segments for b in s.blocks if style in (None, b.style)]


def said(segment: Segment, block: Block) -> str:
    return segment.text[block.start : block.end]


def test_two_columns_are_read_one_after_the_other() -> None:
    title = lines(["How the partners worked together in the year"], top=770, font="Helvetica-Bold", size=16)
    reading = read(pdf(both(title, lines(LEFT, x=60, top=720), lines(RIGHT, x=320, top=717))))
    left, right = texts(reading, "paragraph")
    assert left.startswith("The three safeguarding partners met four times in the year")
    assert right.startswith("Relevant agencies were told")
    assert right.endswith("both of which were answered.")


def test_a_sentence_that_runs_over_into_the_next_column_is_whole() -> None:
    left = [*LEFT[:-1], "agency audits that were late and that"]
    right = ["had been asked for by two heads and by a", *RIGHT]
    reading = read(pdf(both(lines(left, x=60, top=720), lines(right, x=320, top=717))))
    assert "audits that were late and that had been asked for by two heads and by a" in reading.segments[0].text


def test_a_word_cut_by_a_line_end_is_joined_and_keeps_a_box_for_each_half() -> None:
    [segment] = read(pdf(lines(LEFT))).segments
    assert "the police challenged the council" in segment.text
    assert "multi-agency audits" in segment.text
    start = segment.text.index("challenged")
    halves = [box for box in segment.boxes if start <= box.start < start + len("challenged")]
    assert [segment.text[box.start : box.end] for box in halves] == ["chal", "lenged"]
    assert halves[0].y1 <= halves[1].y1
    assert halves[0].x0 > halves[1].x0


def test_every_box_but_a_comments_covers_one_word_of_the_text() -> None:
    for segment in read(pdf(both(lines(LEFT), table(ATTENDANCE, WIDTHS, top=500)))).segments:
        assert segment.boxes
        for box in segment.boxes:
            assert segment.text[box.start : box.end].strip()
            assert " " not in segment.text[box.start : box.end]
            assert 0 <= box.x0 < box.x1 <= 1
            assert 0 <= box.y0 < box.y1 <= 1


def test_running_headers_and_page_numbers_stay_out_of_sentences_and_are_kept_once() -> None:
    def page(number: int, words: list[str]) -> object:
        header = lines(["Ashmere SCP - OFFICIAL"], top=805, size=8)
        return both(header, lines(words), lines([f"Page {number} of 2"], x=480, top=30, size=8))

    reading = read(pdf(page(1, ["The plan was agreed in June."]), page(2, ["It was funded in July."])))  # type: ignore[arg-type]
    assert [s.text for s in reading.segments] == ["The plan was agreed in June.", "It was funded in July."]
    assert reading.properties["running"] == "Ashmere SCP - OFFICIAL\nPage 1 of 2"


def test_a_sentence_over_a_page_break_is_whole_where_it_begins_and_its_boxes_tell_the_true_page() -> None:
    first = lines(["The police attended every meeting in the year and sent a deputy"], top=100)
    second = lines(["to none of them. The council missed one meeting in June."])
    one, two = read(pdf(first, second)).segments
    assert one.text.endswith("and sent a deputy to none of them.")
    assert two.text == "The council missed one meeting in June."
    assert {box.page for box in one.boxes} == {1, 2}


def test_a_row_of_a_ruled_table_carries_the_headers_of_its_columns() -> None:
    rows = texts(read(pdf(table(ATTENDANCE, WIDTHS))), "row")
    assert rows[1] == "Agency: Police | June: Present | November: Apologies | Comment: Sent a deputy"
    assert rows[2] == "Agency: Council | June: Present | November: Present"


def test_a_table_that_goes_on_over_the_page_keeps_its_headers() -> None:
    more = table([["School", "Present", "Present", "Head teacher"]], WIDTHS, top=780, bold=False)
    reading = read(pdf(table(ATTENDANCE, WIDTHS), more))
    assert texts(reading, "row")[-1] == "Agency: School | June: Present | November: Present | Comment: Head teacher"
    assert reading.segments[1].blocks[0].columns == ("Agency", "June", "November", "Comment")


def test_a_table_set_with_space_alone_is_read_by_rows() -> None:
    rows = texts(read(pdf(table(ATTENDANCE, WIDTHS, ruled=False))), "row")
    assert rows[3] == "Agency: Care board | June: Apologies | November: Present | Comment: New nurse from June"


def test_a_box_of_key_facts_beside_the_text_does_not_cut_its_sentences() -> None:
    def box(canvas: Canvas) -> None:
        canvas.rect(310, 690, 160, 60)

    facts = lines(["Key facts", "24 children", "12 schools took part"], x=320, top=735, leading=18)
    found = texts(read(pdf(both(lines(LEFT), box, facts))))
    assert found[0].startswith("The three safeguarding partners met four times in the year and agreed the plan.")
    assert found[0].endswith("that were late.")
    assert " ".join(found[1:]).startswith("Key facts")


def test_items_listed_in_a_cell_stand_on_lines_of_their_own() -> None:
    rows = [["Item", "Discussion"], ["1", "The plan was agreed.\n\u2022 Police to report\n\u2022 Council to reply"]]
    found = texts(read(pdf(table(rows, [60, 300]))), "row")
    assert found[1] == "Item: 1 | Discussion: The plan was agreed.\nPolice to report\nCouncil to reply"


def test_words_stand_under_their_headings_over_pages() -> None:
    first = both(
        lines(["4. Audit"], font="Helvetica-Bold", size=14, top=740),
        lines(["4.1 Timeliness"], font="Helvetica-Bold", size=14, top=710),
        lines(["Fifteen meetings of 24 were held in time."], top=680),
    )
    reading = read(pdf(first, lines(["The rest were late by a week or more."])))
    assert [s.blocks[-1].headings for s in reading.segments] == [("4. Audit", "4.1 Timeliness")] * 2


def test_bullets_are_list_items_without_their_mark() -> None:
    typed = [
        "\u2022 The council will write to every school about the new form and will",
        "   ask for a reply.",
        "\u2022 Police to report.",
    ]
    items = texts(read(pdf(lines(typed))), "list")
    assert items == [
        "The council will write to every school about the new form and will ask for a reply.",
        "Police to report.",
    ]


def test_a_page_shown_on_its_side_has_its_boxes_where_the_words_are_shown() -> None:
    def turned(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(WIDE, 0)
        canvas.rotate(90)
        canvas.drawString(72, 500, "These words are upright when the page is shown.")

    [segment] = read(pdf(turned)).segments
    assert segment.text == "These words are upright when the page is shown."
    assert segment.boxes[0].x0 == pytest.approx(72 / 595.3, abs=0.01)
    assert segment.boxes[0].y1 < 0.2
    assert segment.boxes[-1].x1 > segment.boxes[0].x0


def test_words_printed_sideways_are_read_in_their_own_direction() -> None:
    def sideways(canvas: Canvas) -> None:
        canvas.translate(WIDE, 0)
        canvas.rotate(90)
        canvas.drawString(72, 500, "The dataset is set sideways")
        canvas.drawString(72, 486, "and read line by line.")

    assert texts(read(pdf(sideways))) == ["The dataset is set sideways and read line by line."]


def test_a_comment_written_on_the_page_is_read_as_a_comment() -> None:
    def noted(canvas: Canvas) -> None:
        canvas.drawString(72, 740, "The plan was agreed by all three partners.")
        canvas.textAnnotation("We never saw this plan.", (300, 740, 320, 760))

    assert texts(read(pdf(noted)), "comment") == ["We never saw this plan."]


def test_what_was_typed_into_a_form_is_read_with_its_page() -> None:
    def form(canvas: Canvas) -> None:
        canvas.drawString(72, 600, "Does the agency train its staff?")
        canvas.acroForm.textfield(
            name="a", value="Yes, every two years", x=300, y=592, width=200, height=20, fontSize=10
        )

    assert "train its staff? Yes, every two years" in read(pdf(form)).segments[0].text


def test_a_page_left_blank_among_others_is_no_loss() -> None:
    assert read(pdf(lines(["The plan was agreed."]), lines([]), lines(["It was funded."]))).status == "read"


def test_a_page_that_shows_something_but_no_words_is_reported() -> None:
    reading = read(pdf(lines(["The plan was agreed."]), lambda canvas: canvas.circle(300, 400, 90)))
    assert [u.why for u in reading.unread] == ["No text was found on page 2."]


def test_a_file_of_empty_pages_has_no_text_and_says_so_of_each() -> None:
    reading = read(pdf(lines([]), lines([])))
    assert reading.status == "no_text"
    assert [u.why for u in reading.unread] == ["No text was found on page 1.", "No text was found on page 2."]


def test_a_locked_pdf_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match=r"locked with a password\. Save a copy without"):
        read(pdf(lines(["Kept from view."]), encrypt="a-password"))


def test_a_page_can_be_drawn_for_the_citation_viewer(tmp_path: Path) -> None:
    paper = tmp_path / "plan.pdf"
    paper.write_bytes(pdf(lines(["The plan."])))
    assert Image.open(io.BytesIO(page_picture(paper, 1, 600))).width == 600
    with pytest.raises(Refused, match="no page 2"):
        page_picture(paper, 2)


def test_a_paper_read_in_the_child_is_the_paper_read_here(tmp_path: Path) -> None:
    data = pdf(both(lines(LEFT), table(ATTENDANCE, WIDTHS, top=500)))
    paper = tmp_path / "plan.pdf"
    paper.write_bytes(data)
    assert read_file(paper) == read(data)
