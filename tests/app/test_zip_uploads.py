"""A zip is unpacked in the bounded child, and every file in it ends with an outcome of its own."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cast import Person, Sent

from app.models import Review
from app.packs.papers import papers_of
from app.packs.storage import Storage
from app.packs.uploads import receive
from app.record.trail import entries_of
from corpus import archive, limits
from corpus.reader import read_file

MINUTES = b"Minutes of the executive, 3 June 2025."
AUDIT = b"Multi-agency audit, May 2025."
Zipping = Callable[[zipfile.ZipFile], None]


def zipped(fill: Zipping | None = None, **files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, content in files.items():
            writer.writestr(name, content)
        if fill:
            fill(writer)
    return made.getvalue()


def files(*named: tuple[str, bytes]) -> Zipping:
    def fill(writer: zipfile.ZipFile) -> None:
        for name, content in named:
            writer.writestr(name, content)

    return fill


def upload(review: Review, cast: dict[str, Person], content: bytes, name: str = "Pack.zip") -> list[str]:
    return [outcome.sentence for outcome in receive(review, cast["business_manager"].user, [Sent(name, content)])]


def names(review: Review) -> list[str]:
    return sorted(paper.name for paper in papers_of(review))


def test_each_file_in_a_zip_becomes_a_paper_recorded_by_its_own_hash(review: Review, cast: dict[str, Person]) -> None:
    said = upload(review, cast, zipped(files(("2025/Minutes.txt", MINUTES), ("Audit.md", AUDIT))))
    assert said == [
        "Pack.zip was opened: 2 of 2 files in it were taken in.",
        "Minutes.txt was received and is waiting to be read.",
        "Audit.md was received and is waiting to be read.",
    ]
    papers = {paper.name: Storage.of().verified_original(paper).read_bytes() for paper in papers_of(review)}
    assert papers == {"Minutes.txt": MINUTES, "Audit.md": AUDIT}
    assert [entry.payload["name"] for entry in entries_of(review) if entry.kind == "upload"] == [
        "Minutes.txt",
        "Audit.md",
    ]


def test_a_name_that_climbs_out_of_its_folder_is_only_a_name(review: Review, cast: dict[str, Person]) -> None:
    climbing = files(
        ("../../../etc/cron.d/evil.txt", MINUTES), ("C:\\Windows\\system.txt", AUDIT), ("/abs.txt", b"abs")
    )
    upload(review, cast, zipped(climbing))
    assert names(review) == ["abs.txt", "evil.txt", "system.txt"]


def test_files_of_one_name_are_told_apart_by_folder_or_number(review: Review, cast: dict[str, Person]) -> None:
    same = files(("June/Minutes.txt", b"June"), ("July/Minutes.txt", b"July"), ("x/July/Minutes.txt", b"May"))
    upload(review, cast, zipped(same))
    assert names(review) == ["July - Minutes (2).txt", "July - Minutes.txt", "Minutes.txt"]


def test_what_a_computer_adds_is_left_out_with_a_word(review: Review, cast: dict[str, Person]) -> None:
    fill = files(
        ("Minutes.txt", MINUTES), ("__MACOSX/._Minutes.txt", b"fork"), (".DS_Store", b"x"), ("~$Minutes.docx", b"x")
    )
    said = upload(review, cast, zipped(fill))
    assert said[0] == (
        "Pack.zip was opened: 1 of 1 file in it was taken in. 3 files that a computer adds by itself were left out."
    )
    assert names(review) == ["Minutes.txt"]


def test_a_zip_in_a_zip_an_empty_file_and_a_link_are_named_and_the_rest_is_taken(
    review: Review, cast: dict[str, Person]
) -> None:
    def fill(writer: zipfile.ZipFile) -> None:
        writer.writestr("Inner.zip", zipped(a=b"x"))
        writer.writestr("Nothing.txt", b"")
        link = zipfile.ZipInfo("Link.txt")
        link.external_attr = 0o120777 << 16
        writer.writestr(link, b"/etc/passwd")
        writer.writestr("Minutes.txt", MINUTES)

    said = " ".join(upload(review, cast, zipped(fill)))
    assert "Inner.zip (in Pack.zip): This is a zip archive inside the zip archive" in said
    assert "Nothing.txt (in Pack.zip): This file is empty" in said
    assert "Link.txt (in Pack.zip): This is a link" in said
    assert names(review) == ["Minutes.txt"]


def test_a_locked_and_a_damaged_file_are_named_and_the_rest_is_taken(review: Review, cast: dict[str, Person]) -> None:
    made = bytearray(zipped(files(("Locked.txt", AUDIT), ("Broken.txt", b"abc" * 500), ("Minutes.txt", MINUTES))))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.index(mark)
        made[at + flags : at + flags + 2] = struct.pack("<H", 1)
    at = made.index(b"Broken.txt") + len("Broken.txt") + 3
    made[at : at + 3] = b"\xff\xff\xff"
    said = " ".join(upload(review, cast, bytes(made)))
    assert "Locked.txt (in Pack.zip): This file is locked with a password." in said
    assert "Broken.txt (in Pack.zip): This file is damaged in the archive" in said
    assert names(review) == ["Minutes.txt"]


def test_an_archive_that_unpacks_to_too_much_is_refused_whole_whatever_its_headers_say(
    review: Review, cast: dict[str, Person]
) -> None:
    made = bytearray(zipped(**{f"{number}.txt": b"0" * 40_000_000 for number in range(3)}))
    while (at := made.find(struct.pack("<I", 40_000_000))) >= 0:
        made[at : at + 4] = struct.pack("<I", 12)
    said = upload(review, cast, bytes(made))
    whole = upload(review, cast, zipped(**{f"{number}.txt": b"0" * 40_000_000 for number in range(3)}))
    assert whole == ["Pack.zip: This file unpacks to more than 100 MB; the most that is read is 100 MB."]
    assert "damaged" in " ".join(said)
    assert papers_of(review) == []


def test_too_many_files_an_empty_archive_and_a_broken_one_are_said(
    review: Review, cast: dict[str, Person], tmp_path: Path
) -> None:
    many = zipped(files(*((f"{number}.txt", b"x") for number in range(limits.PARTS + 1))))
    assert "2,001 files; the most that are read is 2,000" in upload(review, cast, many)[0]
    assert "holds no files" in upload(review, cast, zipped(files(("__MACOSX/._a", b"x"))))[0]
    kept = receive(review, cast["business_manager"].user, [Sent("Cut.zip", zipped(a=MINUTES)[:60])])[0]
    assert kept.paper, "what cannot be opened is kept as it is, and its reading says why"
    assert "damaged" in str(read_file(Storage.of().original(kept.paper)).reason)


def test_an_office_file_is_no_archive_whatever_its_name(review: Review, cast: dict[str, Person]) -> None:
    docx = zipped(**{"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert upload(review, cast, docx, "Minutes.zip") == ["Minutes.zip was received and is waiting to be read."]


def test_the_page_names_each_file_with_and_without_scripts(review: Review, business_manager: Person) -> None:
    address, content = (
        f"/reviews/{review.id}/papers",
        zipped(files(("Minutes.txt", MINUTES), ("In.zip", zipped(a=b"x")))),
    )
    sent = {"files": (io.BytesIO(content), "Pack.zip")}
    answer = business_manager.post(address, sent, headers={"Accept": "application/json"})
    told = json.loads(answer.text)
    assert (told["ok"], len(told["files"])) == (False, 2)
    again = business_manager.post(address, {"files": (io.BytesIO(content), "Pack.zip")}, follow_redirects=True).text
    assert "Pack.zip was opened: 1 of 2 files in it was taken in." in again
    assert "In.zip (in Pack.zip): This is a zip archive inside the zip archive" in again


def test_a_file_of_a_folder_or_a_command_line_says_what_to_do_with_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "papers.zip"
    path.write_bytes(zipped(a=MINUTES))
    reading = read_file(path)
    assert reading.status == "refused"
    assert "an upload in the browser unpacks it" in str(reading.reason)


def test_names_written_in_utf8_without_saying_so_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    info = zipfile.ZipInfo("Prüfung.txt".encode().decode("cp437"))
    info.flag_bits = 0
    assert archive._name(info) == "Prüfung.txt"
