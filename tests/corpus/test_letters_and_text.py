"""E-mails and plain text are read as the paragraphs that their writers typed."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from corpus.document import Reading
from corpus.formats import eml, plain


def texts(reading: Reading) -> list[str]:
    return [segment.text for segment in reading.segments]


def letter(body: str, html: str = "") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ana Moss <ana@calder.example>"
    message["To"] = "scrutineer@calder.example"
    message["Date"] = "Mon, 3 Aug 2026 16:42:10 +0100"
    message["Subject"] = "Audit – late figures"
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def test_an_email_gives_its_headers_and_its_words() -> None:
    reading = eml.read(letter("Dear colleague,\n\nThe police have not\nsent figures.\n").as_bytes(), "a.eml")
    assert reading.properties["subject"] == "Audit – late figures"
    assert reading.properties["date"] == "Mon, 03 Aug 2026 16:42:10 +0100"
    assert texts(reading)[1:] == ["Dear colleague,", "The police have not\nsent figures."]
    assert reading.segments[0].blocks[0].style == "metadata"
    assert reading.segments[2].where.to_json() == {"heading": "Audit – late figures", "paragraph": 3}


def test_a_formatted_letter_is_read_where_the_plain_one_says_nothing() -> None:
    html = """<html><head><style>p {color: red}</style></head><body><h2>Attendance</h2>
    <p>Health &amp; police<br>came to <b>all</b> meetings.</p><ul><li>Probation did not</li></ul>
    <table><tr><th>Agency</th><th>Met</th></tr><tr><td>Police</td><td>4 of 4</td></tr></table>
    <script>alert(1)</script></body></html>"""
    reading = eml.read(letter("Please view in a browser.", html).as_bytes(), "a.eml")
    assert texts(reading)[1:] == [
        "Attendance",
        "Health & police\ncame to all meetings.",
        "Probation did not",
        "Agency | Met",
        "Agency: Police | Met: 4 of 4",
    ]
    assert reading.segments[3].blocks[0].style == "list"


def test_an_attachment_is_named_as_unread_and_a_quoted_reply_is_kept() -> None:
    message = letter("See attached.\n\n> On Monday the ICB said no.\n")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="Audit.pdf")
    reading = eml.read(message.as_bytes(), "a.eml")
    assert "> On Monday the ICB said no." in texts(reading)
    assert [place.why for place in reading.unread] == [
        "The attachment “Audit.pdf” was not read. Open the message and upload the attachment itself."
    ]
    assert reading.status == "partly_read"


def test_a_message_attached_to_a_message_is_reported_and_not_mixed_in() -> None:
    message = letter("Forwarded for information.")
    message.add_attachment(letter("The inner finding."))
    reading = eml.read(message.as_bytes(), "a.eml")
    assert "The inner finding." not in " ".join(texts(reading))
    assert "upload the attached message itself" in reading.unread[0].why


@pytest.mark.parametrize(
    "raw",
    [
        b"Subject: =?unknown?q?x?=\nContent-Type: text/plain; charset=nonsense\n\nStill read.",
        b"From: (((\nSubject: \xff\xfe\nContent-Type: text/plain\n\nStill read.",
        b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nStill read.\n",
        b"Subject: x\nContent-Transfer-Encoding: base64\nContent-Type: text/plain\n\nU3RpbGwgcmVhZC4=",
    ],
)
def test_a_malformed_email_is_still_read(raw: bytes) -> None:
    assert "Still read." in texts(eml.read(raw, "a.eml"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_plain_text_is_read_whatever_its_encoding(encoding: str) -> None:
    written = "The partnership’s budget is £142,000 – agreed."
    assert texts(plain.read(written.encode(encoding), "a.txt")) == [written]


def test_wrapped_lines_stay_together_and_bullets_stand_alone() -> None:
    sentence = "The group met four times in the year and on each\noccasion health was absent."
    text = f"{sentence}\n\n- police came\n- probation\n  came late\n"
    reading = plain.read(text.encode(), "a.txt")
    assert texts(reading) == [
        sentence,
        "- police came",
        "- probation\n  came late",
    ]
    assert [segment.blocks[0].style for segment in reading.segments] == ["paragraph", "list", "list"]


def test_markdown_headings_and_tables_are_read() -> None:
    text = "# Notes\n\n## Interview\n\nThe chair was **open**.\n\n| Agency | Came |\n|---|:-:|\n| Police | yes |\n"
    reading = plain.read(text.encode(), "notes.md")
    assert reading.kind == "md"
    assert texts(reading)[2:] == ["The chair was **open**.", "Agency | Came", "Agency: Police | Came: yes"]
    assert reading.segments[2].blocks[0].headings == ("Notes", "Interview")


def test_a_ruled_table_pasted_into_plain_text_is_read_row_by_row_and_other_bars_are_left_alone() -> None:
    text = "Actions\n\n| Action | Status |\n|---|---|\n| Neglect tool | Overdue |\n\nPresent | 3 June\nABC | police\n"
    reading = plain.read(text.encode(), "minutes.txt")
    assert texts(reading)[1:3] == ["Action | Status", "Action: Neglect tool | Status: Overdue"]
    assert texts(reading)[3:] == ["Present | 3 June", "ABC | police"]


def test_damaged_characters_are_reported() -> None:
    damaged = ("The review – long – was agreed. " * 40).encode() + b"\xff end"
    reading = plain.read(damaged, "a.txt")
    assert reading.status == "partly_read"
    assert "damaged" in reading.unread[0].why


def test_white_space_alone_is_no_text() -> None:
    assert plain.read(b" \n\n\t ", "a.txt").status == "no_text"
