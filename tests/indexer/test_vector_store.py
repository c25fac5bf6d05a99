"""Vectors on disk are a cache: used only whole and matching, else made anew with the same result."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from indexer.embedder import Embedder, WeightsDiffer
from indexer.vector_store import BuiltFirst, InFolder, VectorStore
from tests.indexer.passages import Letters

TEXTS = ["one text", "another text", "one text"]


def test_the_second_call_reads_what_the_first_one_kept(tmp_path: Path) -> None:
    letters = Letters()
    store = VectorStore(tmp_path, letters)
    first = store.vectors(TEXTS)
    assert letters.asked == 2
    assert np.array_equal(store.vectors(TEXTS), first)
    assert letters.asked == 2


def test_rows_come_back_in_the_order_of_the_texts(tmp_path: Path) -> None:
    rows = VectorStore(tmp_path, Letters()).vectors(TEXTS)
    assert np.array_equal(rows[0], rows[2])
    assert np.array_equal(rows, Letters().embed(TEXTS))


@pytest.mark.parametrize("place", [0, 5, 31, 32, 40, 200, -1])
def test_a_flipped_byte_is_found_and_the_vectors_are_made_anew(tmp_path: Path, place: int) -> None:
    first = VectorStore(tmp_path, Letters()).vectors(TEXTS)
    (kept,) = tmp_path.glob("*.vectors")
    data = bytearray(kept.read_bytes())
    data[place] ^= 0x40
    kept.write_bytes(data)
    letters = Letters()
    assert np.array_equal(VectorStore(tmp_path, letters).vectors(TEXTS), first)
    assert letters.asked == 2


@pytest.mark.parametrize("left", [0, 10, 32, 100])
def test_a_file_cut_short_is_found_and_made_anew(tmp_path: Path, left: int) -> None:
    first = VectorStore(tmp_path, Letters()).vectors(TEXTS)
    (kept,) = tmp_path.glob("*.vectors")
    kept.write_bytes(kept.read_bytes()[:left])
    assert np.array_equal(VectorStore(tmp_path, Letters()).vectors(TEXTS), first)


def _flipped(kept: bytes, other: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(kept))
    return kept[:at] + bytes([kept[at] ^ (1 << chance.randrange(8))]) + kept[at + 1 :]


def _cut(kept: bytes, other: bytes, chance: random.Random) -> bytes:
    return kept[: chance.randrange(len(kept))]


def _foreign(kept: bytes, other: bytes, chance: random.Random) -> bytes:
    """Whole vectors, but of other texts: as many rows and as wide, so that only their name tells them apart."""
    return other


def _with_a_hash_of_its_own(kept: bytes, other: bytes, chance: random.Random) -> bytes:
    body = io.BytesIO()
    np.save(body, np.full((2, Letters().dimensions), chance.random(), dtype=np.float32))
    said = chance.choice((body.getvalue(), chance.randbytes(300), b"\x93NUMPY\x01\x00" + chance.randbytes(90)))
    return hashlib.sha256(said).digest() + said


DAMAGES: tuple[Callable[[bytes, bytes, random.Random], bytes], ...] = (
    _flipped,
    _cut,
    _foreign,
    _with_a_hash_of_its_own,
)


def test_two_hundred_flips_cuts_and_foreign_files_are_all_found_and_made_anew(tmp_path: Path) -> None:
    chance, store = random.Random(200), VectorStore(tmp_path, Letters())
    first = store.vectors(TEXTS)
    (path,) = tmp_path.glob("*.vectors")
    kept = path.read_bytes()
    store.vectors(["third text", "fourth text"])
    (other,) = (each.read_bytes() for each in tmp_path.glob("*.vectors") if each != path)
    found = 0
    for number in range(200):
        path.write_bytes(DAMAGES[number % len(DAMAGES)](kept, other, chance))
        letters = Letters()
        rows = VectorStore(tmp_path, letters).vectors(TEXTS)
        found += letters.asked == 2 and np.array_equal(rows, first) and path.read_bytes() == kept
    assert found == 200


def test_other_weights_do_not_share_vectors(tmp_path: Path) -> None:
    VectorStore(tmp_path, Letters()).vectors(TEXTS)
    other = Letters()
    other.sha256 = "e" * 64
    VectorStore(tmp_path, other).vectors(TEXTS)
    assert other.asked == 2


def test_weights_that_are_not_the_pinned_ones_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"not the weights")
    with pytest.raises(WeightsDiffer, match="not the pinned ones"):
        Embedder(tmp_path).embed(["x"])


def test_what_is_missing_of_several_papers_is_made_in_one_go_and_kept_paper_by_paper(tmp_path: Path) -> None:
    embedder = Letters()
    store = VectorStore(tmp_path, embedder)
    first = store.vectors(["The plan was agreed."])
    asked: list[int] = []
    embed = embedder.embed
    embedder.embed = lambda texts: asked.append(len(texts)) or embed(texts)  # type: ignore[func-returns-value,method-assign]
    papers = (["The plan was agreed."], ["No audit was shared.", "Nobody came."], [], ["Nobody came."])
    each = store.vectors_of_each(papers)
    assert asked == [3]
    assert np.array_equal(each[0], first)
    assert all(np.array_equal(rows, store.vectors(texts)) for rows, texts in zip(each, papers, strict=True))
    assert asked == [3]


def test_what_was_made_at_set_up_is_not_made_again_and_nothing_is_added_to_it(tmp_path: Path) -> None:
    embedder = Letters()
    VectorStore(tmp_path / "built", embedder).vectors(["A taught sentence."])
    before = sorted((tmp_path / "built").iterdir())
    store = VectorStore(BuiltFirst(tmp_path / "built", InFolder(tmp_path / "own")), embedder)
    store.vectors(["A taught sentence."])
    store.vectors(["Another."])
    assert embedder.asked == 2
    assert sorted((tmp_path / "built").iterdir()) == before
    assert len(list((tmp_path / "own").iterdir())) == 1
