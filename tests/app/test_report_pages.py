"""A report is frozen when it is issued, says what was decided and what was not, and stays on record when withdrawn."""

from __future__ import annotations

import io
from datetime import date

import pytest
from cast import Person
from docx import Document
from pack import stock
from proposals import HOSTILE, MINUTES

from app.database import db
from app.models import Assessment, Review
from app.record.decisions import NewAction, decide
from app.reporting.reports import reports_of
from app.reporting.sample import sample_contents
from app.reporting.word_file import report_docx
from app.reviewing.context import answer_context
from app.reviewing.second_ratings import rate_second


@pytest.fixture
def stocked(review: Review, scrutineer: Person) -> Assessment:
    return stock(review, scrutineer.user)[1]


@pytest.fixture
def decided(review: Review, scrutineer: Person, stocked: Assessment) -> Assessment:
    action = NewAction("Agree <the> funding & publish it", "Executive group", date(2025, 10, 31))
    decide(
        review,
        scrutineer.user,
        question="1.1",
        rating="red",
        red_reason="contrary",
        reason="The money is not there.",
        action=action,
        supersedes=None,
    )
    return stocked


def issue(person: Person, review: Review) -> str:
    page = person.post(f"/reviews/{review.id}/report", {"confirm": "yes"}, follow_redirects=True).text
    db.session.rollback()
    return page


def text_of(person: Person, review: Review) -> str:
    """Every word of the latest report, tables too."""
    report = reports_of(review)[0]
    with person.get(f"/reviews/{review.id}/report/{report.id}.docx") as answer:
        word = Document(io.BytesIO(answer.data))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in word.paragraphs] + cells)


def test_nothing_can_be_issued_before_anything_is_decided(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    assert (
        "A report can be issued when at least one question is decided"
        in scrutineer.get(f"/reviews/{review.id}/report").text
    )
    assert scrutineer.post(f"/reviews/{review.id}/report").status_code == 409
    assert reports_of(review) == []


def test_an_issued_report_states_decisions_reasons_actions_quotes_and_places(
    scrutineer: Person, review: Review, decided: Assessment
) -> None:
    assert "Report 1 is issued" in issue(scrutineer, review)
    text = text_of(scrutineer, review)
    assert "Question 1.1: Red" in text
    assert "The evidence says it is not so" in text
    assert "The money is not there." in text
    assert "Agree <the> funding & publish it" in text
    assert f"“{MINUTES[2]}”" in text
    assert "Executive minutes, September 2024, page 1" in text
    assert "Ada Marlow" in text


def test_an_issued_report_says_what_is_undecided_and_what_was_not_read(
    scrutineer: Person, review: Review, decided: Assessment
) -> None:
    issue(scrutineer, review)
    text = text_of(scrutineer, review)
    assert "Question 1.2: Not decided" in text
    assert "1 of 24 questions decided" in text
    assert "This file needs a password." in text
    assert "This picture could not be read." in text


def test_an_issued_report_carries_the_source_of_the_framework_and_the_head_of_the_record(
    scrutineer: Person, review: Review, decided: Assessment
) -> None:
    issue(scrutineer, review)
    text = text_of(scrutineer, review)
    assert "Pearce, J (2019)" in text
    assert "Adapted from" not in text
    assert reports_of(review)[0].head in text


def test_words_of_a_paper_are_never_taken_for_commands_of_the_template(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    changed = {**stocked.content, "questions": [dict(each) for each in stocked.content["questions"]]}
    parts = [
        dict(part, evidence=[dict(each, counts=True) for each in part["evidence"]])
        for part in changed["questions"][0]["parts"]
    ]
    changed["questions"][0]["parts"] = [parts[0], dict(parts[1], evidence=parts[1]["evidence"][3:]), parts[2]]
    from app.proposing.assessments import keep_assessment

    keep_assessment(review.id, changed, pack="6" * 64)
    decide(
        review,
        scrutineer.user,
        question="1.1",
        rating="amber",
        red_reason=None,
        reason="",
        action=NewAction("Look again", "Chair"),
        supersedes=None,
    )
    issue(scrutineer, review)
    assert HOSTILE in text_of(scrutineer, review)


def test_a_later_decision_does_not_change_an_issued_report(
    scrutineer: Person, review: Review, decided: Assessment
) -> None:
    issue(scrutineer, review)
    before = text_of(scrutineer, review)
    action = NewAction("Keep it up", "Executive group", date(2026, 3, 31))
    decide(
        review,
        scrutineer.user,
        question="1.2",
        rating="green",
        red_reason=None,
        reason="I saw it.",
        action=action,
        supersedes=None,
    )
    assert text_of(scrutineer, review) == before


def test_a_withdrawn_report_stays_with_its_reason_and_can_still_be_read(
    scrutineer: Person, review: Review, decided: Assessment
) -> None:
    issue(scrutineer, review)
    report = reports_of(review)[0]
    address = f"/reviews/{review.id}/report/{report.id}/withdraw"
    assert "Say why the report is withdrawn" in scrutineer.post(address, {"reason": ""}).text
    page = scrutineer.post(address, {"reason": "A paper was misread."}, follow_redirects=True).text
    assert "Withdrawn" in page
    assert "A paper was misread." in page
    assert "Question 1.1: Red" in text_of(scrutineer, review)


def test_the_partnership_reads_the_report_once_it_is_issued_and_not_before(
    scrutineer: Person, business_manager: Person, review: Review, decided: Assessment
) -> None:
    assert business_manager.get(f"/reviews/{review.id}/report").status_code == 403
    issue(scrutineer, review)
    page = business_manager.get(f"/reviews/{review.id}/report").text
    assert "Report 1 (Word" in page
    assert "What a report made now would say" not in page
    assert "Withdraw" not in page


def test_a_client_can_use_a_template_of_their_own(scrutineer: Person, review: Review, decided: Assessment) -> None:
    own = Document()
    own.add_paragraph("Council paper on {{ area }}: {{ decided }}")
    own.save(str(scrutineer.app.extensions["sightline"].data / "report_template.docx"))
    issue(scrutineer, review)
    assert text_of(scrutineer, review) == "Council paper on Harland Vale: 1 of 24 questions decided"


def test_a_report_prints_the_context_and_the_second_ratings_of_decided_questions(
    scrutineer: Person, reviewer: Person, review: Review, decided: Assessment
) -> None:
    answer_context(review, scrutineer.user, "1", text="The partners pay.", kind="given", seen=0)
    for question, reason in (("1.1", "It is half there."), ("1.2", "Not before the scrutineer.")):
        rate_second(review, reviewer.user, question=question, rating="amber", red_reason=None, reason=reason)
    issue(scrutineer, review)
    for said in (text_of(scrutineer, review), scrutineer.get(f"/reviews/{review.id}/report").text):
        assert "The partners pay." in said
        assert "It is half there." in said
        assert "The two ratings differ." in said
        assert "Not before the scrutineer." not in said
        assert "Compared with the last review" not in said.replace(">Compare with", "")


def test_the_sample_report_prints_the_comparison_with_the_last_review() -> None:
    word = Document(io.BytesIO(report_docx(sample_contents())))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert "Compared with the last review" in [paragraph.text for paragraph in word.paragraphs]
    assert any("Real change. The papers that count differ." in cell for cell in cells)


def test_the_menu_of_a_review_shows_six_pages_at_most_and_marks_the_present_one_among_the_rest(
    scrutineer: Person, review: Review
) -> None:
    page = scrutineer.get(f"/reviews/{review.id}/context").text
    first, _, more = page.partition('class="sl-more"')
    assert first.partition('class="sl-review__pages"')[2].count("<li>") == 6
    assert "More: Context" in more
    assert 'aria-current="page"' in more.partition("</details>")[0]
    assert 'aria-current="page"' not in first
