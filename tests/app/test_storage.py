"""Files are kept whole or not at all, under the hash of their bytes, and shown only while they match it."""

from __future__ import annotations

import hashlib
import io
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import StorageFull, Unverified, UploadTooLarge
from app.models import Paper, Report
from app.packs.storage import Storage, ending_of
from corpus.document import Block, Box, Location, Reading, Segment

REVIEW = "a1" * 12
MINUTES = b"Minutes of the executive, 3 June 2025. Apologies: ICB."
SHA = hashlib.sha256(MINUTES).hexdigest()


class Failing(io.BytesIO):
    """A connection that breaks off in the middle of a file."""

    def __init__(self, data: bytes, breaks_after: int) -> None:
        super().__init__(data)
        self.breaks_after = breaks_after

    def read(self, size: int | None = -1) -> bytes:
        if self.tell() >= self.breaks_after:
            raise ConnectionResetError
        return super().read(min(size or -1, self.breaks_after))


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage(tmp_path / "reviews")


def paper(name: str = "Executive minutes.TXT") -> Paper:
    return Paper(review_id=REVIEW, sha256=SHA, name=name)


def files(storage: Storage) -> list[Path]:
    return [path for path in storage.root.rglob("*") if path.is_file()]


def test_an_original_is_kept_under_its_hash_and_nothing_of_its_name(storage: Storage) -> None:
    assert storage.keep_original(REVIEW, "Executive minutes.TXT", io.BytesIO(MINUTES)) == (SHA, len(MINUTES))
    assert storage.verified_original(paper()).read_bytes() == MINUTES
    assert [path.name for path in files(storage)] == [f"{SHA}.txt"]


def test_the_same_bytes_twice_are_one_file(storage: Storage) -> None:
    for _ in range(2):
        storage.keep_original(REVIEW, "minutes.txt", io.BytesIO(MINUTES))
    assert len(files(storage)) == 1


def test_a_file_over_the_limit_is_refused_while_it_is_read_and_leaves_nothing(storage: Storage) -> None:
    with pytest.raises(UploadTooLarge, match="50 MB"):
        storage.keep_original(REVIEW, "huge.pdf", Endless())
    assert files(storage) == []


class Endless(io.RawIOBase):
    """A file that never ends, whatever its header says."""

    def read(self, size: int | None = -1) -> bytes:
        return b"\0" * (size or 1)


def test_a_file_of_exactly_the_limit_is_kept(storage: Storage) -> None:
    assert storage.keep_original(REVIEW, "a.txt", io.BytesIO(MINUTES), limit=len(MINUTES))[1] == len(MINUTES)
    with pytest.raises(UploadTooLarge):
        storage.keep_original(REVIEW, "a.txt", io.BytesIO(MINUTES), limit=len(MINUTES) - 1)


def test_an_upload_that_breaks_off_leaves_nothing(storage: Storage) -> None:
    with pytest.raises(StorageFull):
        storage.keep_original(REVIEW, "a.txt", Failing(MINUTES * 10, 200))
    assert files(storage) == []


def test_a_full_disk_is_said_and_leaves_nothing(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(StorageFull, match="could not store"):
        storage.keep_original(REVIEW, "a.txt", io.BytesIO(MINUTES))
    assert files(storage) == []


def test_an_original_whose_bytes_were_changed_is_not_shown(storage: Storage) -> None:
    storage.keep_original(REVIEW, "a.txt", io.BytesIO(MINUTES))
    kept = paper("a.txt")
    storage.original(kept).write_bytes(MINUTES.replace(b"ICB", b"CCG"))
    with pytest.raises(Unverified):
        storage.verified_original(kept)
    storage.original(kept).unlink()
    with pytest.raises(Unverified):
        storage.verified_original(kept)


def test_a_report_whose_bytes_were_changed_is_not_shown(storage: Storage) -> None:
    sha256 = storage.keep_report(REVIEW, b"PK report")
    report = Report(review_id=REVIEW, sha256=sha256)
    assert storage.verified_report(report).read_bytes() == b"PK report"
    storage.report(REVIEW, sha256).write_bytes(b"PK repost")
    with pytest.raises(Unverified):
        storage.verified_report(report)


def test_a_reading_comes_back_as_it_was(storage: Storage) -> None:
    text = "Naïve “quotes” — and £5"
    segment = Segment(Location(page=1), text, (Block(0, len(text), "paragraph", ("Item 4",)),))
    reading = Reading("partly_read", "Page 2 is a picture.", "pdf", (segment,), pages=2)
    storage.keep_reading(REVIEW, SHA, reading)

    first = storage.reading(REVIEW, SHA).read_bytes()
    storage.keep_reading(REVIEW, SHA, reading)
    assert storage.load_reading(REVIEW, SHA) == reading
    assert storage.reading(REVIEW, SHA).read_bytes() == first, "the same reading is the same bytes"


def test_a_reading_wanted_for_its_words_comes_without_the_places_of_each_on_the_page(storage: Storage) -> None:
    words = Segment(Location(page=1), "Agreed in May", (Block(0, 13, "paragraph"),))
    placed = replace(words, boxes=(Box(0, 6, 1, 0.1, 0.1, 0.2, 0.12), Box(7, 9, 1, 0.21, 0.1, 0.25, 0.12)))
    storage.keep_reading(REVIEW, SHA, Reading("read", None, "pdf", (placed,), pages=1))
    assert storage.load_reading(REVIEW, SHA, boxes=False) == Reading("read", None, "pdf", (words,), pages=1)
    assert storage.load_reading(REVIEW, SHA) == Reading("read", None, "pdf", (placed,), pages=1)


@pytest.mark.parametrize("damage", [b"", b"not gzip", b"\x1f\x8b\x08\x00"])
def test_a_damaged_reading_is_no_reading_so_that_the_file_is_read_again(storage: Storage, damage: bytes) -> None:
    storage.keep_page(REVIEW, SHA, 1, b"png")
    storage.reading(REVIEW, SHA).parent.mkdir(parents=True)
    storage.reading(REVIEW, SHA).write_bytes(damage)
    assert storage.load_reading(REVIEW, SHA) is None


@pytest.mark.parametrize("name", ["../secret-key", "..", "/etc/passwd", "", "a1" * 12 + "/x"])
def test_no_name_climbs_out_of_the_folder(storage: Storage, name: str) -> None:
    with pytest.raises(ValueError, match="named by its id or its hash"):
        storage.folder(name)
    with pytest.raises(ValueError, match="named by its id or its hash"):
        storage.page(REVIEW, name, 1)


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("a.PDF", ".pdf"),
        ("a", ""),
        ("a.tar.gz", ".gz"),
        ("a.p/df", ""),
        ("a.pdf\x00", ""),
        ("a.toolongending", ""),
        (".txt", ""),
    ],
)
def test_only_a_plain_ending_is_left_of_a_name(name: str, ending: str) -> None:
    assert ending_of(name) == ending


def test_erasing_a_review_leaves_no_file_of_it_and_every_file_of_others(storage: Storage) -> None:
    for review in (REVIEW, "b2" * 12):
        storage.keep_original(review, "a.txt", io.BytesIO(MINUTES))
        storage.keep_page(review, SHA, 1, b"png")
    storage.erase(REVIEW)
    assert {path.relative_to(storage.root).parts[0] for path in files(storage)} == {"b2" * 12}


def test_files_are_readable_by_their_owner_only(storage: Storage) -> None:
    storage.keep_original(REVIEW, "a.txt", io.BytesIO(MINUTES))
    assert {path.stat().st_mode & 0o777 for path in files(storage)} == {0o600}


def test_a_reading_that_was_flipped_cut_or_put_in_anothers_place_is_found_before_it_is_used(tmp_path: Path) -> None:
    storage, chance, other = Storage(tmp_path), random.Random(200), "b" * 64
    words = "The plan was agreed. " * 50
    whole = Reading("read", None, "txt", (Segment(Location(paragraph=1), words, (Block(0, len(words), "paragraph"),)),))
    storage.keep_reading(REVIEW, SHA, whole)
    path = storage.reading(REVIEW, SHA)
    kept = path.read_bytes()
    for _ in range(200):
        at = chance.randrange(10, len(kept))
        flipped = kept[:at] + bytes([kept[at] ^ (1 << chance.randrange(8))]) + kept[at + 1 :]
        path.write_bytes(chance.choice((flipped, kept[:at])))
        assert storage.load_reading(REVIEW, SHA) in (None, whole)
    storage.keep_reading(REVIEW, other, whole)
    path.write_bytes(storage.reading(REVIEW, other).read_bytes())
    assert storage.load_reading(REVIEW, SHA) is None
