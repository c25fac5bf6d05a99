"""The pages of asking: filters, the conversation, what an answer is kept as, and who may read which."""

from __future__ import annotations

import csv
import io
from typing import Any

import numpy as np
import pytest
from cast import Person
from docx import Document
from numpy.typing import NDArray
from pack import stock
from proposals import MINUTES

from app.answering.conversation import inert
from app.models import Asked, Review
from app.packs import review_pack
from app.record.decisions import keep_asked, verify_record
from indexer.adapted import BESIDE
from indexer.embedder import Embedder
from rules.evidence import Stance


class Undecided:
    """A reader that leans to no stance."""

    name, sha256, dimensions = "undecided", "0" * 64, len(Stance) + 1
    labels = (*(stance.value for stance in Stance), BESIDE)

    def embed(self, texts: list[str]) -> NDArray[np.float32]:
        return np.zeros((len(texts), self.dimensions), dtype=np.float32)


@pytest.fixture
def stocked(review: Review, cast: dict[str, Person], monkeypatch: pytest.MonkeyPatch) -> Review:
    stock(review, cast["scrutineer"].user)
    models = (Embedder.packaged(), Undecided())
    monkeypatch.setattr(review_pack, "packaged_models", lambda: models)
    return review


def ask(person: Person, review: Review, text: str, **more: str) -> Any:
    return person.post(f"/reviews/{review.id}/asked", {"question_text": text, **more}, follow_redirects=True)


def latest() -> Asked:
    from sqlalchemy import select

    from app.database import db

    return db.session.scalars(select(Asked).order_by(Asked.at.desc())).first()  # type: ignore[return-value]


def test_a_question_is_answered_kept_and_recorded(scrutineer: Person, stocked: Review) -> None:
    page = ask(scrutineer, stocked, MINUTES[2])
    assert page.status_code == 200
    assert latest().answer["answered"]
    assert verify_record(stocked).ok


def test_the_page_of_a_filtered_answer_says_what_was_looked_in(scrutineer: Person, stocked: Review) -> None:
    page = ask(scrutineer, stocked, "Who pays for the plan?", kind="executive_minutes").get_data(as_text=True)
    assert "Looked executive minutes only" in page
    assert latest().answer["filters"] == {"kind": "executive_minutes"}


def test_a_date_that_is_none_is_said_by_its_field_and_loses_nothing(scrutineer: Person, stocked: Review) -> None:
    typed = {"first-day": "31", "first-month": "2", "first-year": "2025"}
    page = ask(scrutineer, stocked, "Who pays for the plan?", **typed).get_data(as_text=True)
    assert "There is a problem" in page
    assert 'value="Who pays for the plan?"' in page


def test_a_follow_up_shows_what_it_follows_on_from(scrutineer: Person, stocked: Review) -> None:
    ask(scrutineer, stocked, "How often did the police come to the executive?")
    first = latest()
    page = ask(scrutineer, stocked, "And health?", follows=first.id).get_data(as_text=True)
    assert "Taken as: How often did health come to the executive?" in page
    assert f"/asked/{first.id}" in page


def test_nobody_follows_on_from_another_reviews_question(
    scrutineer: Person, stocked: Review, other_review: Review, cast: dict[str, Person]
) -> None:
    theirs = keep_asked(
        other_review, cast["stranger"].user, "Ours?", {"answered": False, "citations": [], "looked_in": ""}
    )
    assert ask(scrutineer, stocked, "And health?", follows=theirs.id).status_code == 404


def test_the_partnership_reads_no_answer_that_looked_in_the_evidence_found(
    business_manager: Person, stocked: Review, cast: dict[str, Person]
) -> None:
    answer = {"answered": False, "citations": [], "looked_in": "", "filters": {"question": "1.1"}}
    theirs = keep_asked(stocked, cast["scrutineer"].user, "Secret question?", answer)
    assert business_manager.get(f"/reviews/{stocked.id}/asked/{theirs.id}").status_code == 404
    assert "Secret question" not in business_manager.get(f"/reviews/{stocked.id}/asked").get_data(as_text=True)
    assert "Secret question" not in business_manager.get(f"/reviews/{stocked.id}/asked.csv").get_data(as_text=True)


def test_the_partnerships_choice_of_the_evidence_found_is_taken_no_notice_of(
    business_manager: Person, stocked: Review
) -> None:
    ask(business_manager, stocked, "Who pays for the plan?", question="1.1", evidence="y")
    assert latest().answer["filters"] == {}


def looked_for(person: Person, review: Review, words: str) -> str:
    return person.post(f"/reviews/{review.id}/asked/find", {"words": words}, follow_redirects=True).text


def test_what_was_asked_is_found_by_its_words(scrutineer: Person, stocked: Review) -> None:
    ask(scrutineer, stocked, "Is there a unicorn in the harbour?")
    found = looked_for(scrutineer, stocked, "unicorn")
    assert "Is there a unicorn in the harbour?" in found
    none = looked_for(scrutineer, stocked, "basilisk")
    assert "Nothing that was asked has these words" in none


@pytest.mark.parametrize("lead", ["=", "+", "-", "@", "\t=", " ="])
def test_no_cell_of_an_export_is_a_formula(
    lead: str, scrutineer: Person, stocked: Review, cast: dict[str, Person]
) -> None:
    keep_asked(stocked, cast["scrutineer"].user, f"{lead}cmd()", {"answered": False, "citations": [], "looked_in": ""})
    body = scrutineer.get(f"/reviews/{stocked.id}/asked.csv").get_data(as_text=True).lstrip("\ufeff")
    cells = [cell for row in csv.reader(io.StringIO(body)) for cell in row]
    assert not [cell for cell in cells if cell.strip()[:1] in ("=", "+", "-", "@") and not cell.startswith("'")]
    assert inert(f"{lead}x").startswith("'")


def test_the_text_of_the_conversation_can_be_taken_out(scrutineer: Person, stocked: Review) -> None:
    ask(scrutineer, stocked, "Is there a unicorn in the harbour?")
    assert "Asked: Is there a unicorn" in scrutineer.get(f"/reviews/{stocked.id}/asked.txt").get_data(as_text=True)
    assert scrutineer.get(f"/reviews/{stocked.id}/asked.exe").status_code == 404


def test_an_answer_begins_a_field_note_or_a_request(scrutineer: Person, stocked: Review) -> None:
    ask(scrutineer, stocked, "Is there a unicorn in the harbour?")
    asked = latest()
    for path in ("field-notes/new", "requests/new"):
        page = scrutineer.get(f"/reviews/{stocked.id}/{path}?asked={asked.id}").get_data(as_text=True)
        assert "Is there a unicorn in the harbour?" in page


def test_the_page_of_the_model_says_that_none_is_set_up(
    scrutineer: Person, business_manager: Person, stocked: Review
) -> None:
    assert "No language model is set up" in scrutineer.get(f"/reviews/{stocked.id}/model").get_data(as_text=True)
    assert business_manager.get(f"/reviews/{stocked.id}/model").status_code == 403
    assert scrutineer.post(f"/reviews/{stocked.id}/drafts", {"purpose": "answer", "about": "0" * 24}).status_code == 404


def test_the_conversation_can_be_taken_out_as_a_word_file(scrutineer: Person, stocked: Review) -> None:
    ask(scrutineer, stocked, MINUTES[2])
    ask(scrutineer, stocked, "Who won the regatta?")
    file = scrutineer.get(f"/reviews/{stocked.id}/asked.docx")
    assert file.headers["Content-Disposition"] == 'attachment; filename="asked.docx"'
    words = "\n".join(one.text for one in Document(io.BytesIO(file.data)).paragraphs)
    quote = " ".join(latest_answered().answer["citations"][0]["quote"].split())
    assert f"“{quote}”" in words
    assert "The papers do not say." in words


def latest_answered() -> Asked:
    from sqlalchemy import select

    from app.database import db

    return next(one for one in db.session.scalars(select(Asked).order_by(Asked.at.desc())) if one.answer["answered"])
