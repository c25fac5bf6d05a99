"""A citation leads to the very words, in every kind of paper, or says that they are not there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from cast import Person
from pack import stock
from proposals import AUDIT, MINUTES, citation

from app.answering.quotes import parted
from app.database import db
from app.models import Assessment, Paper, Review
from app.packs.storage import Storage
from app.pages.citation import QuoteIsNotThere, lines_of, mark
from app.pages.sheet import Table, lay_out
from app.proposing.assessments import keep_assessment
from app.record.decisions import keep_asked
from corpus.document import Block, Box, Location, Reading, Segment

Stocked = tuple[dict[str, Paper], Assessment]


@pytest.fixture
def stocked(review: Review, scrutineer: Person) -> Stocked:
    return stock(review, scrutineer.user)


def page_of(person: Person, review: Review, assessment: Assessment, part: str, number: int = 1) -> str:
    return person.get(f"/reviews/{review.id}/evidence/{assessment.id}/{part}/{number}").text


def marked(page: str) -> str:
    return " ".join(re.findall(r"<mark[^>]*>(.*?)</mark>", page, re.S))


def test_a_pdf_is_shown_as_its_page_with_a_box_over_the_words(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    page = page_of(scrutineer, review, stocked[1], "1.1.a")
    assert page.count('<rect id="words" class="sl-page__box"') == 1
    assert f"/papers/{stocked[0]['minutes'].id}/pages/1.png" in page
    assert marked(page) == MINUTES[2]


def test_the_picture_of_a_page_is_drawn_once_and_kept(scrutineer: Person, review: Review, stocked: Stocked) -> None:
    minutes = stocked[0]["minutes"]
    address = f"/reviews/{review.id}/papers/{minutes.id}/pages/1.png"
    drawn = scrutineer.get(address)
    assert drawn.mimetype == "image/png"
    assert drawn.data.startswith(b"\x89PNG")
    Storage.of().keep_page(review.id, minutes.sha256, 1, b"\x89PNG kept")
    assert scrutineer.get(address).data == b"\x89PNG kept"


def test_there_is_no_picture_of_a_page_that_the_paper_does_not_have(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    assert scrutineer.get(f"/reviews/{review.id}/papers/{stocked[0]['minutes'].id}/pages/2.png").status_code == 404


def test_a_row_of_a_workbook_is_shown_under_its_columns(scrutineer: Person, review: Review, stocked: Stocked) -> None:
    page = page_of(scrutineer, review, stocked[1], "1.1.b")
    assert marked(page) == "Agree funding for the plan ICB 30 June 2024 Complete"
    assert '<th scope="col" class="govuk-table__header">Owner</th>' in page
    assert "Participation officer" in page


def test_a_paragraph_is_shown_between_its_neighbours(scrutineer: Person, review: Review, stocked: Stocked) -> None:
    page = page_of(scrutineer, review, stocked[1], "2.1.a")
    assert marked(page).replace("&#39;", "'") == AUDIT[1]
    assert AUDIT[0] in page
    assert AUDIT[2] in page


def test_the_trail_leads_from_the_rating_to_the_fingerprint_of_the_file(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    page = page_of(scrutineer, review, stocked[1], "1.1.b", 2)
    for step in (
        "Decided rating",
        "Proposed rating",
        "Question 1.1",
        "Part 1.1.b",
        "What these words say of it",
        "Place",
        "Paper",
        "Uploaded by",
        stocked[0]["minutes"].sha256,
    ):
        assert step in page
    assert "2 of 4 found for this part" in page
    assert ">Previous<" in page
    assert ">Next<" in page


def test_a_quote_that_is_not_at_its_place_is_called_an_error_and_never_marked(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    forged: dict[str, Any] = {
        **stocked[1].content,
        "questions": [dict(each) for each in stocked[1].content["questions"]],
    }
    quote = citation(stocked[0]["audit"], AUDIT[1], "impact") | {
        "quote": "The child's voice was recorded in all cases."
    }
    forged["questions"][1]["parts"] = [forged["questions"][1]["parts"][0] | {"evidence": [quote]}]
    page = page_of(scrutineer, review, keep_assessment(review.id, forged, pack="4" * 64), "1.2.a")
    assert "These words were not found at this place" in page
    assert "<mark" not in page


def test_checking_the_record_names_a_quote_that_is_not_at_its_place(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    forged: dict[str, Any] = {
        **stocked[1].content,
        "questions": [dict(each) for each in stocked[1].content["questions"]],
    }
    quote = citation(stocked[0]["audit"], AUDIT[1], "impact") | {"start": 3}
    forged["questions"][1]["parts"] = [forged["questions"][1]["parts"][0] | {"evidence": [quote]}]
    keep_assessment(review.id, forged, pack="4" * 64)
    page = scrutineer.post(f"/reviews/{review.id}/trail").text
    assert "Part 1.2.a: a quote from Exploitation audit.docx is not at the place that it names." in page


def test_evidence_of_an_earlier_assessment_can_still_be_opened(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    keep_assessment(review.id, {**stocked[1].content, "as_of": "2025-04-30"}, pack="5" * 64)
    assert marked(page_of(scrutineer, review, stocked[1], "1.1.a")) == MINUTES[2]


def test_evidence_of_another_review_is_not_found(scrutineer: Person, other_review: Review, stocked: Stocked) -> None:
    answer = scrutineer.get(f"/reviews/{other_review.id}/evidence/{stocked[1].id}/1.1.a/1")
    assert answer.status_code == 404


@pytest.mark.parametrize("number", [0, 99])
def test_evidence_that_is_not_there_is_not_found(
    scrutineer: Person, review: Review, stocked: Stocked, number: int
) -> None:
    assert scrutineer.get(f"/reviews/{review.id}/evidence/{stocked[1].id}/1.1.a/{number}").status_code == 404


def test_an_answer_groups_its_quotes_and_each_leads_to_its_words(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    plan, budget = (
        citation(stocked[0]["minutes"], words, stance) | {"because": ""}
        for words, stance in ((MINUTES[2], "achieved"), (MINUTES[3], "gap"))
    )
    groups = [
        {"name": "supports", "title": "Says that it is so", "citations": [plan]},
        {"name": "against", "title": "Says that it is not so", "citations": [budget]},
    ]
    answer = {
        "answered": True,
        "answer": "",
        "citations": [plan, budget],
        "looked_in": "5 papers looked in.",
        "groups": groups,
    }
    asked = keep_asked(review, scrutineer.user, "Is the plan agreed and paid for?", answer)
    page = scrutineer.get(f"/reviews/{review.id}/asked/{asked.id}").text
    assert (
        page.index("Says that it is so")
        < page.index(MINUTES[2])
        < page.index("Says that it is not so")
        < page.index(MINUTES[3])
    )
    assert marked(scrutineer.get(f"/reviews/{review.id}/asked/{asked.id}/quotes/2").text) == MINUTES[3]
    db.session.rollback()
    assert "Is the plan agreed and paid for?" in scrutineer.get(f"/reviews/{review.id}/asked").text


def test_where_the_papers_do_not_say_the_page_says_so_and_where_it_looked(scrutineer: Person, review: Review) -> None:
    answer = {
        "answered": False,
        "answer": "",
        "citations": [],
        "looked_in": "5 papers looked in; 1 could not be read.",
        "groups": [],
    }
    asked = keep_asked(review, scrutineer.user, "How many horses are there?", answer)
    page = scrutineer.get(f"/reviews/{review.id}/asked/{asked.id}").text
    assert "The papers do not say." in page
    assert "5 papers looked in; 1 could not be read." in page


def test_an_empty_question_is_not_asked(scrutineer: Person, review: Review) -> None:
    assert "Enter a question" in scrutineer.post(f"/reviews/{review.id}/asked", {"question_text": " "}).text


def test_words_on_one_line_are_highlighted_as_one_and_the_next_line_by_itself() -> None:
    boxes = [
        Box(0, 3, 1, 0.1, 0.10, 0.2, 0.12),
        Box(4, 9, 1, 0.21, 0.101, 0.3, 0.121),
        Box(10, 12, 1, 0.1, 0.13, 0.15, 0.15),
    ]
    first, second = lines_of(boxes)
    assert (first.x, first.width) == (0.1, 0.2)
    assert (second.y, second.width) == (0.13, 0.05)


def test_a_quote_is_refused_where_the_place_has_another_name() -> None:
    reading = Reading(
        "read", None, "txt", (Segment(Location(paragraph=1), "All is well.", (Block(0, 12, "paragraph"),)),)
    )
    good = {"segment": 0, "where": {"heading": "", "paragraph": 1}, "start": 0, "end": 12, "quote": "All is well."}
    assert mark(good, reading).page is None
    for wrong in ({"where": {"page": 1}}, {"segment": 1}, {"start": 1}, {"quote": "All is Well."}):
        with pytest.raises(QuoteIsNotThere):
            mark(good | wrong, reading)


def test_a_row_whose_cells_name_no_column_is_shown_as_it_was_written() -> None:
    text = "Chief Nurse | present"
    row = Segment(Location(sheet="S", cells="A1:B1"), text, (Block(0, len(text), "row", columns=("Name", "12 May")),))
    (line,) = lay_out([(row, (0, 11))])
    assert not isinstance(line, Table)
    assert [(piece.text, piece.marked) for piece in line.pieces] == [("Chief Nurse", True), (" | present", False)]


def test_an_empty_cell_leaves_its_column_empty() -> None:
    text = "Action: Agree funding | Status: Complete"
    row = Segment(
        Location(sheet="S", cells="A1:D1"),
        text,
        (Block(0, len(text), "row", columns=("Action", "Owner", "Due", "Status")),),
    )
    (table,) = lay_out([(row, None)])
    assert isinstance(table, Table)
    assert [[piece.text for piece in cell] for cell in table.rows[0][1]] == [["Agree funding"], [], [], ["Complete"]]


def test_an_answer_shows_what_surely_answers_and_folds_the_rest_away(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    sure, doubtful = (
        citation(stocked[0]["minutes"], words, "achieved") | {"because": "", "score": score}
        for words, score in ((MINUTES[2], 0.6), (MINUTES[3], 0.1))
    )
    page = page_of_answer(scrutineer, review, sure, doubtful)
    assert "1 quote from the papers bears on this, and 1 more may." in page
    assert page.index(MINUTES[2]) < page.index("1 more quote that may bear on this") < page.index(MINUTES[3])


def test_where_nothing_surely_answers_the_surest_quote_is_still_shown(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    surest, doubtful = (
        citation(stocked[0]["minutes"], words, "achieved") | {"because": "", "score": score}
        for words, score in ((MINUTES[2], 0.2), (MINUTES[3], 0.1))
    )
    page = page_of_answer(scrutineer, review, surest, doubtful)
    assert page.index(MINUTES[2]) < page.index("1 more quote that may bear on this") < page.index(MINUTES[3])
    alone = page_of_answer(scrutineer, review, doubtful)
    assert "1 quote from the papers bears on this." in alone
    assert "may bear on this" not in alone


def test_what_says_otherwise_is_not_folded_away(scrutineer: Person, review: Review, stocked: Stocked) -> None:
    says, denies = (
        citation(stocked[0]["minutes"], words, stance) | {"because": "", "score": score}
        for words, stance, score in ((MINUTES[2], "achieved", 0.6), (MINUTES[3], "gap", 0.1))
    )
    groups = [
        {"name": "supports", "title": "Says that it is so", "citations": [says]},
        {"name": "against", "title": "Says that it is not so", "citations": [denies]},
    ]
    assert parted(groups) == (groups, [])
    assert "may bear on this" not in page_of_answer(scrutineer, review, says, denies, groups=groups)


def page_of_answer(
    person: Person, review: Review, *quotes: dict[str, Any], groups: list[dict[str, Any]] | None = None
) -> str:
    groups = groups or [{"name": "supports", "title": "Says that it is so", "citations": list(quotes)}]
    answer = {"answered": True, "answer": "", "citations": list(quotes), "looked_in": "", "groups": groups}
    asked = keep_asked(review, person.user, "Is the plan agreed?", answer)
    db.session.rollback()
    return person.get(f"/reviews/{review.id}/asked/{asked.id}").text
