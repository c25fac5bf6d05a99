"""Every file ends with one of four outcomes and a sentence, however it is made."""

from __future__ import annotations

import io
import json
import os
import random
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from corpus import children, limits
from corpus.document import Block, Box, Location, Reading, Segment, Unread
from corpus.reader import read_file
from corpus.reading_json import reading_from_json, reading_to_json
from tests.corpus.other_children import child_that
from tests.corpus.typed_pdfs import lines, pdf

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + b"\x00" * 600


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


REFUSALS = {
    "empty.pdf": (b"", "This file is empty (0 bytes)."),
    "old.doc": (
        ole("WordDocument"),
        "old Word file (.doc), which is not read. Save it as .docx or PDF and upload it again.",
    ),
    "renamed.pdf": (ole("WordDocument"), "old Word file"),
    "old.xls": (ole("Workbook"), "Save it as .xlsx"),
    "mail.msg": (ole("__substg1.0_1000001F"), "Outlook message"),
    "locked.docx": (ole("EncryptedPackage"), "locked with a password"),
    "papers.zip": (zipped(a=b"x"), "zip archive. Take the papers out"),
    "photo.jpg": (b"\xff\xd8\xff\xe0" + b"\x00" * 50, "This is a picture. Save it as a PDF"),
    "broken.docx": (b"PK\x03\x04" + b"\x07" * 400, "damaged"),
    "broken.pdf": (b"%PDF-1.7\n" + b"\x07" * 400, "damaged"),
    "thing.bin": (bytes(range(256)) * 4, "This kind of file is not read"),
    "old.rtf": (b"{\\rtf1 hello}", "rich text file"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_cannot_be_read_is_refused_with_what_to_do(name: str, tmp_path: Path) -> None:
    data, sentence = REFUSALS[name]
    (tmp_path / name).write_bytes(data)
    reading = read_file(tmp_path / name)
    assert reading.status == "refused"
    assert reading.reason is not None
    assert sentence in reading.reason


def test_a_file_over_the_limit_is_refused_with_both_numbers(tmp_path: Path) -> None:
    big = tmp_path / "big.pdf"
    with big.open("wb") as out:
        out.truncate(61_000_000)
    assert read_file(big).reason == "This file is 61 MB; the most that is read is 50 MB."


def test_folders_missing_files_and_pipes_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert read_file(tmp_path).reason == "This is a folder, not a file. Upload the papers in it."
    assert read_file(tmp_path / "none.pdf").reason == "There is no such file."
    assert read_file(tmp_path / "pipe").reason == "This is not an ordinary file."


def test_a_pdf_with_too_many_pages_is_refused_with_both_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from corpus.formats import pdf as pdf_format

    monkeypatch.setattr(limits, "PAGES", 2)
    with pytest.raises(limits.Refused, match=r"This file has 3 pages; the most that are read is 2\."):
        pdf_format.read(pdf(*[lines(["A page."])] * 3), "paper.pdf")


def test_a_pdf_that_takes_too_long_is_partly_read_and_says_which_pages_were_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from corpus.formats import pdf as pdf_format

    monkeypatch.setattr(limits, "READING_SECONDS", -1.0)
    reading = pdf_format.read(pdf(*[lines(["A page."])] * 3), "paper.pdf")
    assert [u.why for u in reading.unread] == ["Pages 1 to 3 were not read: the time allowed for one file was used up."]


@pytest.mark.parametrize(
    "program",
    [
        "os.kill(os.getpid(), signal.SIGSEGV)",
        "os.write(1, b'rubbish')",
        "pass",
        "os.write(1, b'[1, 2]')",
        "raise SystemExit(9)",
    ],
)
def test_a_child_that_dies_or_prints_rubbish_is_a_refusal(program: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Some words.")
    with child_that(program):
        reading = read_file(tmp_path / "a.txt")
    assert reading.status == "refused"
    assert reading.reason is not None
    assert reading.reason.startswith("The reader stopped while reading this file")


def test_a_child_that_hangs_is_ended_with_its_own_children(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Some words.")
    with child_that("subprocess.Popen(['sleep', '60']); time.sleep(60)", wall=0.3):
        reading = read_file(tmp_path / "a.txt")
    assert reading.reason is not None
    assert "longer than 30 seconds" in reading.reason


def in_child(program: str) -> str:
    """What a program prints after the child's bounds are set."""
    caught = "except BaseException as fault:\n    print(type(fault).__name__)"
    bounded = f"from corpus.child import bound; bound()\ntry:\n    {program}\n{caught}"
    done = subprocess.run(
        [sys.executable, "-c", bounded], capture_output=True, text=True, env={"PYTHONPATH": str(children._ROOT)}
    )
    return done.stdout.strip()


def test_the_child_can_open_no_connection_start_no_program_and_take_no_more_memory() -> None:
    assert in_child("import socket; socket.create_connection(('127.0.0.1', 9))") == "PermissionError"
    assert in_child("import subprocess; subprocess.run(['true'])") == "PermissionError"
    assert in_child("held = bytearray(600 * 1024 * 1024)") == "MemoryError"


def test_the_parent_imports_no_parser() -> None:
    parsers = ["pypdf", "pypdfium2", "pdfplumber", "tesserocr", "docx", "openpyxl", "pptx", "PIL", "lxml"]
    program = f"import sys, corpus.reader; print([m for m in {parsers} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env={"PYTHONPATH": str(children._ROOT)}
    )
    assert done.stdout.strip() == "[]"


def test_truncated_and_flipped_papers_always_have_an_outcome(tmp_path: Path) -> None:
    chance = random.Random(7)
    whole = pdf(lines(["The plan was agreed by all three partners."]), lines(["It was reviewed."]))
    for i in range(8):
        data = bytearray(whole[: chance.randrange(20, len(whole))] if i % 2 else whole)
        for _ in range(20):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        paper = tmp_path / f"{i}.pdf"
        paper.write_bytes(data)
        assert read_file(paper).status in ("read", "partly_read", "no_text", "refused")


def test_a_reading_survives_the_journey_through_json() -> None:
    block = Block(0, 5, "row", ("4. Audit", "4.1"), ("Agency",))
    page = Segment(Location(page=3), "Words", (block,), (Box(0, 5, 3, 0.1, 0.2, 0.3, 0.4),))
    reading = Reading(
        "partly_read",
        "Some places.",
        "pdf",
        (page, Segment(Location(paragraph=2), "A", ()), Segment(Location(heading="", paragraph=2), "B", ())),
        (Unread(None, "An attachment."), Unread(Location(sheet="Q1", cells="A2:C2"), "Hidden.")),
        {"title": "Plan"},
        3,
    )
    assert reading_from_json(json.loads(json.dumps(reading_to_json(reading)))) == reading


def test_reading_needs_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", None)
    (tmp_path / "plan.pdf").write_bytes(pdf(lines(["The plan was agreed."])))
    assert read_file(tmp_path / "plan.pdf").segments[0].text == "The plan was agreed."
