"""What a Word file says is read once, in order, or reported."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import pytest
from docx.shared import Cm
from PIL import Image

from corpus.document import Reading
from corpus.formats.docx import read
from corpus.limits import Refused
from tests.corpus.word_papers import NAMESPACES, paragraph, said, word_file, zipped


def texts(reading: Reading) -> list[str]:
    return [segment.text for segment in reading.segments]


def whys(reading: Reading) -> str:
    return " ".join(place.why for place in reading.unread)


def saved(document: object) -> bytes:
    buffer = BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def test_each_paragraph_is_a_segment_under_its_heading_with_a_running_number() -> None:
    document = docx.Document()
    document.add_heading("Minutes of the Executive", level=0)
    document.add_heading("3. Funding", level=1)
    document.add_paragraph("The police contribution was not agreed.")

    reading = read(saved(document), "minutes.docx")

    assert [segment.where.to_json() for segment in reading.segments] == [
        {"heading": "", "paragraph": 1},
        {"heading": "3. Funding", "paragraph": 2},
        {"heading": "3. Funding", "paragraph": 3},
    ]
    assert [segment.blocks[0].style for segment in reading.segments] == ["title", "heading", "paragraph"]
    assert reading.segments[2].blocks[0].headings == ("3. Funding",)
    assert reading.status == "read"


def test_a_tracked_insertion_is_read_and_a_tracked_deletion_is_reported() -> None:
    body = paragraph(
        said("The Board has "),
        '<w:del w:id="1"><w:r><w:delText>never </w:delText></w:r></w:del>',
        f'<w:ins w:id="2">{said("always ")}</w:ins>',
        said("met quarterly."),
    )
    reading = read(word_file(body), "a.docx")

    assert texts(reading) == ["The Board has always met quarterly."]
    assert "struck out by tracked changes were not read" in whys(reading)
    assert reading.status == "partly_read"


def test_moved_words_are_read_once_where_they_went() -> None:
    body = paragraph(f"<w:moveFrom>{said('Probation attended.')}</w:moveFrom>", said("Item 1")) + paragraph(
        f"<w:moveTo>{said('Probation attended.')}</w:moveTo>"
    )
    assert texts(read(word_file(body), "a.docx")) == ["Item 1", "Probation attended."]


def test_a_text_box_drawn_for_new_and_old_programs_is_read_once() -> None:
    inside = paragraph(said("Young people wrote this page."))
    body = paragraph(
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic><a:graphicData "
        "uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp><wps:txbx><w:txbxContent>"
        f"{inside}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(read(word_file(body), "a.docx")) == ["Young people wrote this page."]


def test_a_text_box_of_old_word_is_read() -> None:
    inside = paragraph(said("Only here is the finding."))
    body = paragraph(
        f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    assert texts(read(word_file(body), "a.docx")) == ["Only here is the finding."]


def test_notes_and_comments_follow_the_paragraph_that_points_at_them() -> None:
    footnotes = (
        f'<w:footnotes {NAMESPACES}><w:footnote w:type="separator" w:id="-1">{paragraph(said("---"))}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph(said("Health did not reply."))}</w:footnote>'
        f'<w:footnote w:id="9">{paragraph(said("Nothing points here."))}</w:footnote></w:footnotes>'
    )
    comments = (
        f'<w:comments {NAMESPACES}><w:comment w:id="0" w:author="Ana Moss">'
        f"{paragraph(said('Is this still true?'))}</w:comment></w:comments>"
    )
    body = paragraph(
        said("All agencies replied."),
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r>',
    ) + paragraph(said("Next item."))

    reading = read(word_file(body, {"footnotes": footnotes, "comments": comments}), "a.docx")

    assert texts(reading) == [
        "All agencies replied.",
        "Health did not reply.",
        "Is this still true?",
        "Next item.",
        "Nothing points here.",
    ]
    assert [segment.blocks[0].style for segment in reading.segments[1:3]] == ["note", "comment"]
    assert reading.segments[2].blocks[0].headings == ("Comment by Ana Moss",)


def test_a_header_repeated_by_every_section_is_read_once_as_a_note() -> None:
    document = docx.Document()
    document.add_paragraph("The audit took place in May.")
    document.sections[0].header.paragraphs[0].text = "DRAFT for discussion"
    document.add_section().header.is_linked_to_previous = False
    document.sections[1].header.paragraphs[0].text = "DRAFT for discussion"

    reading = read(saved(document), "a.docx")

    assert texts(reading) == ["The audit took place in May.", "DRAFT for discussion"]
    assert reading.segments[1].blocks[0].style == "note"


def test_a_watermark_is_read() -> None:
    drawn = '<w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict>'
    header = f"<w:hdr {NAMESPACES}><w:p><w:r>{drawn}</w:r></w:p></w:hdr>"
    reading = read(word_file(paragraph(said("Text.")), {"header": header}), "a.docx")
    assert texts(reading) == ["Text.", "DRAFT"]


def test_hidden_text_is_read_and_said() -> None:
    reading = read(word_file(paragraph(said("Seen. "), said("Not seen.", "<w:vanish/>"))), "a.docx")
    assert texts(reading) == ["Seen. Not seen."]
    assert "Hidden text was found here, and was read." in whys(reading)
    assert reading.status == "read"


def test_form_fields_and_ticks_are_read_as_they_look() -> None:
    body = paragraph(
        said("Police: "),
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
        said(" Rating: "),
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Green"/>'
        '<w:listEntry w:val="Amber"/></w:ddList></w:ffData></w:fldChar></w:r>',
        '<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    assert texts(read(word_file(body), "a.docx")) == ["Police: ✓ Rating: Amber"]


def test_content_controls_are_read_and_their_empty_prompts_are_not() -> None:
    prompt = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + said("Click here") + "</w:sdtContent></w:sdt>"
    )
    answer = "<w:sdt><w:sdtPr/><w:sdtContent>" + said("Met in part.") + "</w:sdtContent></w:sdt>"
    assert texts(read(word_file(paragraph(prompt, answer)), "a.docx")) == ["Met in part."]


def test_a_table_is_read_row_by_row_with_its_headers() -> None:
    document = docx.Document()
    table = document.add_table(rows=0, cols=3)
    for row in (("Name", "Agency", "Present"), ("J. Ashby", "Police", "Yes"), ("K. Dale", "Health", "")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text

    reading = read(saved(document), "a.docx")

    assert texts(reading) == [
        "Name | Agency | Present",
        "Name: J. Ashby | Agency: Police | Present: Yes",
        "Name: K. Dale | Agency: Health",
    ]
    assert reading.segments[1].blocks[0].columns == ("Name", "Agency", "Present")


def test_a_two_column_table_of_labels_reads_as_label_and_value() -> None:
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for label, value in (("Date:", "18 June 2025"), ("Venue", "Guildhall"), ("Chair", "Director of Nursing")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    assert texts(read(saved(document), "a.docx")) == [
        "Date: 18 June 2025",
        "Venue: Guildhall",
        "Chair: Director of Nursing",
    ]


def test_merged_cells_are_read_once_and_label_the_rows_they_span() -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=3)
    table.rows[0].cells[0].merge(table.rows[0].cells[2]).text = "Priority one: neglect"
    for cell, text in zip(table.rows[1].cells, ("Theme", "Action", "Owner"), strict=True):
        cell.text = text
    table.cell(2, 0).merge(table.cell(3, 0)).text = "Training"
    table.cell(2, 1).text, table.cell(2, 2).text = "Write course", "Health"
    table.cell(3, 1).text, table.cell(3, 2).text = "Run course", "Police"

    reading = read(saved(document), "a.docx")

    assert texts(reading) == [
        "Priority one: neglect",
        "Theme | Action | Owner",
        "Theme: Training | Action: Write course | Owner: Health",
        "Action: Run course | Owner: Police",
    ]
    assert reading.segments[3].blocks[0].headings == ("Priority one: neglect", "Training")


def test_a_row_struck_out_by_tracked_changes_is_reported() -> None:
    cell = "<w:tc>{}</w:tc>".format
    kept = f"<w:tr>{cell(paragraph(said('A1')))}{cell(paragraph(said('Done')))}</w:tr>"
    gone = (
        f"<w:tr><w:trPr><w:del w:id='3'/></w:trPr>{cell(paragraph(said('A2')))}{cell(paragraph(said('Late')))}</w:tr>"
    )
    reading = read(word_file(f"<w:tbl>{kept}{gone}</w:tbl>"), "a.docx")
    assert texts(reading) == ["A1 | Done"]
    assert "struck out" in whys(reading)


def test_a_table_inside_a_cell_is_read_after_its_row() -> None:
    document = docx.Document()
    outer = document.add_table(rows=2, cols=2)
    outer.cell(0, 0).text, outer.cell(0, 1).text = "Item", "Discussion"
    outer.cell(1, 0).text, outer.cell(1, 1).text = "4", "Attendance was reviewed."
    inner = outer.cell(1, 1).add_table(rows=2, cols=2)
    for cell, text in zip(
        [c for row in inner.rows for c in row.cells], ("Agency", "Met", "Police", "3 of 4"), strict=True
    ):
        cell.text = text
    assert texts(read(saved(document), "a.docx")) == [
        "Item | Discussion",
        "Item: 4 | Discussion: Attendance was reviewed.",
        "Agency | Met",
        "Agency: Police | Met: 3 of 4",
    ]


def test_coloured_cells_without_words_are_reported() -> None:
    cells = (
        f"<w:tc>{paragraph(said('Police'))}</w:tc><w:tc><w:tcPr><w:shd w:fill='FF0000'/></w:tcPr>{paragraph()}</w:tc>"
    )
    reading = read(word_file(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"), "a.docx")
    assert "shows a colour and no words" in whys(reading)
    assert reading.status == "partly_read"


def test_a_picture_is_reported_and_a_logo_does_not_make_the_paper_partly_read() -> None:
    picture = BytesIO()
    Image.new("RGB", (40, 40), "white").save(picture, "PNG")
    document = docx.Document()
    document.add_paragraph("Text.")
    document.add_picture(picture, width=Cm(2))
    assert read(saved(document), "a.docx").status == "read"

    document.add_picture(picture, width=Cm(12))
    reading = read(saved(document), "a.docx")
    assert reading.status == "partly_read"
    assert "A picture was not read" in whys(reading)


def test_a_paper_of_pictures_alone_has_no_text_and_says_so() -> None:
    picture = BytesIO()
    Image.new("RGB", (40, 40), "white").save(picture, "PNG")
    document = docx.Document()
    document.add_picture(picture, width=Cm(12))
    reading = read(saved(document), "a.docx")
    assert reading.status == "no_text"
    assert "not the same as finding no evidence" in (reading.reason or "")
    assert "A picture was not read" in whys(reading)


def test_a_short_bold_line_acts_as_a_heading() -> None:
    body = paragraph(said("Matters arising", "<w:b/>")) + paragraph(said("The Chair asked for an update."))
    reading = read(word_file(body), "a.docx")
    assert [segment.blocks[0].style for segment in reading.segments] == ["heading", "paragraph"]
    assert reading.segments[1].blocks[0].headings == ("Matters arising",)


def test_a_whole_sentence_in_a_heading_style_is_a_paragraph() -> None:
    document = docx.Document()
    document.add_heading("No partner has yet agreed how the work of the scrutineer will be paid for.", level=2)
    assert read(saved(document), "a.docx").segments[0].blocks[0].style == "paragraph"


def test_invisible_characters_are_left_out_and_said_once() -> None:
    body = paragraph(said("No evi\u200bdence\u202e was\u00a0found.")) + paragraph(said("zero\u200bwidth"))
    reading = read(word_file(body), "a.docx")
    assert texts(reading) == ["No evidence was found.", "zerowidth"]
    assert whys(reading).count("Invisible characters") == 1


def test_a_link_to_a_missing_part_does_not_stop_the_reading() -> None:
    with zipfile.ZipFile(BytesIO(word_file(paragraph(said("Still read."))))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    lost = b'<Relationship Id="rIdX" Type="http://x/image" Target="../NULL"/></Relationships>'
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", lost)
    assert texts(read(zipped(parts), "a.docx")) == ["Still read."]


def test_a_damaged_part_is_reported_and_the_rest_is_read() -> None:
    reading = read(word_file(paragraph(said("Still read.")), {"comments": "<w:comments><w:com"}), "a.docx")
    assert texts(reading) == ["Still read."]
    assert "damaged and were not read: comments1.xml" in whys(reading)
    assert reading.status == "partly_read"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 nothing more", "damaged"),
        (zipped({"hello.txt": b"x"}), "not a Word file"),
        (zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w"}), "damaged"),
        (zipped({"word/document.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), "declarations"),
        (zipped({"word/bomb.xml": b" " * 100_000_001}), "unpacks to more than 100 MB"),
        (zipped({f"word/{number}.xml": b"" for number in range(2001)}), "2,001 parts"),
    ],
)
def test_a_file_that_cannot_be_opened_is_refused_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read(data, "a.docx")
