"""Field notes on their pages: cited at their words, listed in the report, and kept from the partnership."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from by_force import tamper
from cast import Person
from judged import content_of
from pack import stock

from app.contract import document_json
from app.models import Assessment, FieldNote, Review
from app.packs.field_notes import Noted, correct_note, standing_notes, write_note
from app.packs.note_papers import document_of_note, note_id
from app.packs.papers import papers_of
from app.packs.review_pack import pack_of
from app.proposing.assessments import current_assessment, keep_assessment
from app.proposing.moving import NewChoice, place_by_hand
from app.record.checking import check_quotes
from app.record.decisions import keep_asked
from app.reporting.contents import Occasion, report_contents
from corpus.passages import passages_of

SAW = "The duty team showed me that every contact of the last month had been answered within a day."
WORRY = "Two health visitors told me that they are not asked to strategy meetings."
NOTED = Noted(
    "visit",
    date(2025, 2, 3),
    "The duty team and two health visitors",
    "The hub",
    "health",
    f"What I was shown:\n{SAW}\n\nWhat worries me\n{WORRY}",
)
SECRETS = (SAW, WORRY, NOTED.who, "Visit: The duty team")


def shown_to(person: Person, address: str) -> str:
    answer = person.get(address, follow_redirects=True)
    assert answer.status_code < 500, address
    if not answer.data.startswith(b"PK"):
        return answer.get_data().decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as office:
        return "\n".join(office.read(part).decode("utf-8", "replace") for part in office.namelist())


@pytest.fixture
def cited(review: Review, scrutineer: Person) -> tuple[Assessment, FieldNote]:
    """An assessment in which a field note's words are evidence for 4.2.b, beside the papers."""
    note = write_note(review, scrutineer.user, NOTED)
    papers, _ = stock(review, scrutineer.user)
    document = document_of_note(review, note)
    content = content_of(review, papers, [])
    content["documents"].append(document_json(document, 2))
    kept = keep_assessment(review.id, content, pack="2" * 64)
    passage = next(one for one in passages_of(document.id, document.reading) if one.text == SAW)
    said = NewChoice("count", "4.2.b", passage, document.profile.title, "I was shown it.", "achieved")
    place_by_hand(review, scrutineer.user, said)
    now = current_assessment(review)
    assert now is not None
    assert now.id != kept.id
    return now, note


def test_a_citation_of_a_note_opens_at_its_words_with_who_wrote_it(
    review: Review, cited: tuple[Assessment, FieldNote], scrutineer: Person, reviewer: Person
) -> None:
    for person in (scrutineer, reviewer):
        page = shown_to(person, f"/reviews/{review.id}/evidence/{cited[0].id}/4.2.b/1")
        assert f'<mark id="words">{SAW}</mark>' in page
        assert "Written by" in page
        assert "Ada Marlow" in page
        assert cited[1].sha256 in page
    assert check_quotes(review, cited[0], papers_of(review)).wrong == ()


def test_the_quote_of_an_older_version_still_opens_after_a_correction(
    review: Review, cited: tuple[Assessment, FieldNote], scrutineer: Person
) -> None:
    correct_note(review, scrutineer.user, cited[1], replace(NOTED, text=WORRY), reason="I misheard.", seen=1)
    assert SAW in shown_to(scrutineer, f"/reviews/{review.id}/evidence/{cited[0].id}/4.2.b/1")


def test_a_note_altered_in_the_database_is_found_by_the_check_of_the_quotes(
    review: Review, cited: tuple[Assessment, FieldNote]
) -> None:
    tamper("UPDATE field_note SET text = 'Nothing was shown to me at the hub that day.'")
    wrong = check_quotes(review, cited[0], papers_of(review)).wrong
    assert any("not those of its fingerprint" in one for one in wrong)
    assert any("not at the place that it names" in one for one in wrong)


def test_the_report_lists_a_note_as_a_field_note(review: Review, cited: tuple[Assessment, FieldNote]) -> None:
    occasion = Occasion(review.area, review.title, "", "Ada Marlow", None, "")
    listed = report_contents(cited[0].content, occasion, [], {})["papers"][-1]
    assert (listed["title"], listed["file"], listed["kind"], listed["agency"]) == (
        "Visit: The duty team and two health visitors",
        "Field note 1",
        "Scrutineer's field notes",
        "Scrutineer",
    )


def test_the_partnership_sees_neither_title_nor_words_of_a_note_on_any_page(
    review: Review, cited: tuple[Assessment, FieldNote], business_manager: Person, scrutineer: Person
) -> None:
    answer: dict[str, Any] = {"answered": True, "citations": [], "looked_in": "1 paper", "with_notes": True}
    kept = keep_asked(review, scrutineer.user, "What did I see in the duty team?", answer)
    base = f"/reviews/{review.id}"
    rules = business_manager.app.url_map.iter_rules()
    pages = [one.rule for one in rules if one.arguments == {"review_id"} and "GET" in (one.methods or ())]
    assert len(pages) > 15
    for page in pages:
        seen = shown_to(business_manager, page.replace("<review_id>", review.id))
        assert not [each for each in (*SECRETS, "Field note", "duty team") if each in seen], page
    note = cited[1].id
    kept_back = (
        f"/asked/{kept.id}", f"/asked/{kept.id}/quotes/1", "/field-notes", f"/field-notes/{note}",
        f"/evidence/{cited[0].id}/4.2.b/1", "/choices", "/add-evidence", f"/add-evidence/{note_id(cited[1])}",
        "/field-notes/new", f"/papers/{note}",
    )  # fmt: skip
    for page in kept_back:
        assert business_manager.get(base + page).status_code in (403, 404), page


def test_the_scrutineers_search_looks_in_the_notes_and_the_partnerships_does_not(
    review: Review, scrutineer: Person, business_manager: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_note(review, scrutineer.user, NOTED)
    looked_in: list[list[str]] = []

    def answer(pack: Any, *_: Any, **__: Any) -> dict[str, Any]:
        looked_in.append([one.file for one in pack.documents])
        return {"answered": False, "citations": [], "groups": [], "looked_in": "", "answer": ""}

    monkeypatch.setattr("app.packs.questions.ask", answer)
    monkeypatch.setattr("app.packs.questions._indexed", lambda *asked: (_pack(review, asked[2]), None))
    monkeypatch.setattr("app.packs.questions.packaged_readers", lambda: None)
    for person in (scrutineer, business_manager):
        person.post(f"/reviews/{review.id}/asked", {"question_text": "Who answers contacts?"})
    assert looked_in == [["Field note 1"], []]
    assert shown_to(business_manager, f"/reviews/{review.id}/asked").count("Who answers contacts?</a>") == 1
    assert shown_to(scrutineer, f"/reviews/{review.id}/asked").count("Who answers contacts?</a>") == 2


def _pack(review: Review, with_notes: bool) -> Any:
    return pack_of(review, [], standing_notes(review) if with_notes else [])


def test_a_note_is_not_offered_to_be_quoted_in_a_challenge(
    review: Review, cited: tuple[Assessment, FieldNote], scrutineer: Person
) -> None:
    assert SAW not in shown_to(scrutineer, f"/reviews/{review.id}/challenges/new?question=4.2")
    form = {
        "text": "Say how.", "whom": "Health", "due-day": "1", "due-month": "1", "due-year": "2099",
        "quotes": "4.2.b:1", "assessment": cited[0].id,
    }  # fmt: skip
    answer = scrutineer.post(f"/reviews/{review.id}/challenges/new?question=4.2", form)
    assert "A field note is not quoted in a challenge" in answer.text


FORM = {
    "kind": "interview", "day-day": "3", "day-month": "2", "day-year": "2025", "who": "The designated nurse",
    "place": "", "agency": "health", "text": SAW,
}  # fmt: skip


def test_a_note_is_written_read_corrected_and_taken_out_on_its_pages(review: Review, scrutineer: Person) -> None:
    base = f"/reviews/{review.id}/field-notes"
    assert "There are no field notes yet" in shown_to(scrutineer, base)
    assert "Never write a name." in shown_to(scrutineer, f"{base}/new")
    page = scrutineer.post(f"{base}/new", FORM, follow_redirects=True).text
    assert "Field note 1 is kept" in page
    assert "Interview: The designated nurse" in page
    (note,) = standing_notes(review)
    corrected = FORM | {"text": WORRY, "reason": "I misheard.", "seen": "1"}
    page = scrutineer.post(f"{base}/{note.id}/correct", corrected, follow_redirects=True).text
    assert WORRY in page
    assert "I misheard." in page
    assert SAW in shown_to(scrutineer, f"{base}/{note.id}")
    stale = scrutineer.post(f"{base}/{note.id}/take-out", {"out_reason": "Confidential.", "seen": "1"})
    assert stale.status_code == 409
    out = {"out_reason": "Confidential.", "seen": "2"}
    page = scrutineer.post(f"{base}/{note.id}/take-out", out, follow_redirects=True).text
    assert "This note was taken out of the evidence: Confidential." in page
    assert standing_notes(review) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"who": "Mrs Hartley and her manager"}, "looks like a person’s name"),
        ({"day-year": "2099"}, "must be today or earlier"),
        ({"text": " "}, "Write what was seen and said."),
        ({"kind": ""}, "Choose what it is a note of."),
    ],
)
def test_what_is_wrong_with_a_note_is_said_and_what_was_typed_is_kept(
    review: Review, scrutineer: Person, wrong: dict[str, str], said: str
) -> None:
    page = scrutineer.post(f"/reviews/{review.id}/field-notes/new", FORM | wrong).text
    assert page.count(said) == 2
    assert "The designated nurse" in page or wrong.get("who", "") in page
    assert standing_notes(review) == []


def test_the_reviewer_reads_notes_and_writes_none(review: Review, scrutineer: Person, reviewer: Person) -> None:
    note = write_note(review, scrutineer.user, NOTED)
    assert SAW in shown_to(reviewer, f"/reviews/{review.id}/field-notes/{note.id}")
    assert reviewer.get(f"/reviews/{review.id}/field-notes/new").status_code == 403


def test_another_reviews_note_is_not_there(
    review: Review, other_review: Review, scrutineer: Person, stranger: Person
) -> None:
    note = write_note(review, scrutineer.user, NOTED)
    assert stranger.get(f"/reviews/{other_review.id}/field-notes/{note.id}").status_code == 404
    assert SAW not in shown_to(stranger, f"/reviews/{other_review.id}/field-notes")
