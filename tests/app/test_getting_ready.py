"""What a question needs is loaded while it is being written, once, and without anybody waiting for it."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cast import Person
from flask import Flask
from pack import stock
from proposals import MINUTES

from app.models import Review
from app.packs import getting_ready, questions, review_pack
from app.packs.pack import documents_of, make_pack
from app.packs.questions import ask_review
from app.proposing.assessing import assess
from app.proposing.stores import Stores
from corpus.document import Period, sha256_of
from corpus.formats import plain
from indexer.embedder import Embedder, Vectors
from rules.assertion import says_something
from rules.framework_file import framework_named


@pytest.fixture
def stocked(review: Review, cast: dict[str, Person]) -> Review:
    stock(review, cast["scrutineer"].user)
    return review


@pytest.fixture(autouse=True)
def _nothing_from_before() -> Iterator[None]:
    questions._indexed.cache_clear()
    yield
    questions._indexed.cache_clear()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The reviews whose packs were put together, in order."""
    found, real = [], review_pack.pack_of

    def pack_of(review: Review, *more: Any) -> Any:
        found.append(review.id)
        time.sleep(0.1)
        return real(review, *more)

    monkeypatch.setattr(questions, "pack_of", pack_of)
    return found


def test_the_first_question_finds_everything_loaded(app: Flask, stocked: Review, made: list[str]) -> None:
    getting_ready.load_for(app, stocked.id, with_notes=False)
    assert made == [stocked.id]
    assert ask_review(stocked, MINUTES[2])["answered"]
    assert made == [stocked.id]


def test_a_question_that_comes_while_it_is_loaded_waits_for_it(app: Flask, stocked: Review, made: list[str]) -> None:
    review_id = stocked.id
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(lambda _: getting_ready.load_for(app, review_id, with_notes=False), range(3)))
    assert made == [review_id]
    assert not questions._TURNS


def test_who_may_not_read_field_notes_has_an_index_without_them_made_ready(
    app: Flask, stocked: Review, made: list[str]
) -> None:
    getting_ready.load_for(app, stocked.id, with_notes=False)
    getting_ready.load_for(app, stocked.id, with_notes=True)
    # Without a note there is but one pack.
    assert made == [stocked.id]


def test_a_review_that_is_gone_is_a_line_in_the_log(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        getting_ready.load_for(app, "0" * 24, with_notes=False)
    assert "could not be loaded" in caplog.text


def test_coming_to_ask_begins_the_loading_and_only_for_those_who_may_ask(
    scrutineer: Person, stranger: Person, stocked: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[str, bool]] = []
    monkeypatch.setattr(
        "app.views.asking.get_ready", lambda review, *, with_notes: begun.append((review.id, with_notes))
    )
    assert scrutineer.get(f"/reviews/{stocked.id}/asked").status_code == 200
    assert begun == [(stocked.id, True)]
    assert stranger.get(f"/reviews/{stocked.id}/asked").status_code == 404
    assert len(begun) == 1


def test_the_vectors_by_which_evidence_was_found_serve_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, data = "Executive_minutes_2025-06-18.txt", "\n\n".join(["1. The plan", *MINUTES, "3. Data"]).encode()
    pack = make_pack(documents_of([(name, sha256_of(data), plain.read(data, name))]))
    stores, embedded = Stores.in_folder(tmp_path), list[str]()
    period = Period(date(2025, 4, 1), date(2026, 3, 31))
    assess(pack, framework_named("six-steps"), date(2026, 4, 30), period, stores, lambda *_: None)
    really = Embedder.embed

    def embed(self: Embedder, texts: list[str]) -> Vectors:
        embedded.extend(texts)
        return really(self, texts)

    monkeypatch.setattr(Embedder, "embed", embed)
    index = pack.index(stores.papers)
    rest = [one.told for one in index.described if not says_something(one.passage.text, one.passage.style)]
    assert len(index.described) > len(rest)
    assert sorted(embedded) == sorted(set(rest))
