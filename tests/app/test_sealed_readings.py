"""Readings kept between commands: the same as a fresh one, opened by nobody without the paper, and never a cut one."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from app.packs import sealed_readings
from app.packs.sealed import DAYS_KEPT, Sealed
from app.packs.sealed_readings import SealedReadings, sha256_of_paper
from corpus.document import Reading, sha256_of
from corpus.reader import read_file

WORDS = "The executive met four times; Rowan Thackeray of the constabulary sent apologies to all four."


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "pack" / "minutes of Rowan Thackeray.txt"
    path.parent.mkdir()
    path.write_text(WORDS, encoding="utf-8")
    return path


@pytest.fixture
def kept(tmp_path: Path) -> SealedReadings:
    return SealedReadings(Sealed(tmp_path / "kept"))


def files(kept: SealedReadings) -> list[Path]:
    assert kept.kept.folder is not None
    return sorted(kept.kept.folder.glob("*"))


def test_a_paper_is_read_once_and_its_reading_is_the_same_the_second_time(
    paper: Path, kept: SealedReadings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = kept.read(paper)
    monkeypatch.setattr(sealed_readings, "read_file", lambda _path: pytest.fail("It was read a second time."))
    assert kept.read(paper) == first == (sha256_of(WORDS.encode()), read_file(paper))


def test_a_paper_is_known_once_it_was_read_and_until_it_changes(paper: Path, kept: SealedReadings) -> None:
    assert not kept.knows(paper, sha256_of_paper(paper))
    kept.read(paper)
    assert kept.knows(paper, sha256_of_paper(paper))
    paper.write_text(WORDS.replace("four times", "five times"), encoding="utf-8")
    assert not kept.knows(paper, sha256_of_paper(paper))


def test_what_is_kept_shows_nothing_of_the_paper_to_who_has_not_got_it(paper: Path, kept: SealedReadings) -> None:
    sha256, _ = kept.read(paper)
    (sealed,) = files(kept)
    for trace in (b"Thackeray", b"constabulary", b"executive", sha256.encode()):
        assert trace not in sealed.read_bytes()
        assert trace.decode() not in sealed.name


def test_another_version_of_the_paper_is_read_anew(paper: Path, kept: SealedReadings) -> None:
    kept.read(paper)
    paper.write_text(WORDS.replace("four times", "five times"), encoding="utf-8")
    assert "five times" in kept.read(paper)[1].segments[0].text
    assert len(files(kept)) == 2


@pytest.mark.parametrize(
    "harm", [lambda b: b[:-1], lambda b: b[:40] + b"A" + b[41:], lambda _: b"", lambda b: b + b"x"]
)
def test_a_damaged_reading_is_made_anew(paper: Path, kept: SealedReadings, harm) -> None:  # type: ignore[no-untyped-def]
    whole = kept.read(paper)
    (sealed,) = files(kept)
    sealed.write_bytes(harm(sealed.read_bytes()))
    assert kept.read(paper) == whole


def test_a_reading_that_the_clock_may_have_cut_is_not_kept(
    paper: Path, kept: SealedReadings, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter((0.0, 27.0))
    monkeypatch.setattr(sealed_readings.time, "monotonic", lambda: next(clock))
    kept.read(paper)
    assert files(kept) == []
    assert not kept.all_kept


def test_what_nobody_asked_for_in_a_month_is_taken_away(paper: Path, kept: SealedReadings) -> None:
    kept.read(paper)
    kept.kept.sweep()
    assert len(files(kept)) == 1
    old = time.time() - (DAYS_KEPT + 1) * 86_400
    os.utime(files(kept)[0], (old, old))
    kept.kept.sweep()
    assert files(kept) == []


def test_a_file_that_cannot_be_opened_is_refused_as_ever(tmp_path: Path, kept: SealedReadings) -> None:
    missing: Reading = kept.read(tmp_path / "none.docx")[1]
    assert missing.status == "refused"
