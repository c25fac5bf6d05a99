"""The pages, as the people of the cast meet them."""

from __future__ import annotations

import re

import pytest
from cast import Person
from pack import stock
from proposals import HOSTILE, MINUTES

from app.models import Assessment, Paper, Review
from app.pages.words import review_name

Stocked = tuple[dict[str, Paper], Assessment]


@pytest.fixture
def stocked(review: Review, scrutineer: Person) -> Stocked:
    return stock(review, scrutineer.user)


def heading(page: str) -> str:
    return re.sub(r"<[^>]+>", "", re.search(r"<h1[^>]*>(.*?)</h1>", page, re.S)[1]).strip()  # type: ignore[index]


def test_a_person_without_reviews_is_told_what_to_do_next(scrutineer: Person) -> None:
    page = scrutineer.get("/reviews").text
    assert "You have no reviews yet" in page
    assert "/reviews/new" in page


def test_the_list_says_what_waits_for_the_scrutineer(scrutineer: Person, review: Review, stocked: Stocked) -> None:
    page = scrutineer.get("/reviews").text
    assert "24 questions to decide" in page
    assert "1 paper that could not be read" in page


def test_a_wrong_password_is_answered_by_a_sentence_that_tells_nothing_of_the_account(cast: dict[str, Person]) -> None:
    known = cast["scrutineer"].post("/sign-in", {"email": "ada@harland.example", "password": "wrong"}).text
    unknown = cast["stranger"].post("/sign-in", {"email": "nobody@harland.example", "password": "wrong"}).text
    sentence = "The e-mail address and password do not match an account."
    assert sentence in known
    assert sentence in unknown


def test_the_grid_has_six_steps_of_four_questions_with_ratings_in_words(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    page = scrutineer.get(f"/reviews/{review.id}").text
    assert page.count('<section class="sl-step"') == 6
    assert page.count('<li class="sl-cell') == 24
    assert page.count(">Red</strong>") >= 22
    assert "1 Green, 1 Amber, 22 Red" in page
    assert "4 read, 1 partly read, 1 not read" in page


def test_what_to_look_out_for_is_a_sign_with_its_words_for_those_who_hear_it_and_a_count_for_all(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    page = scrutineer.get(f"/reviews/{review.id}").text
    cell = page.partition('class="sl-cell ')[2].partition("</li>")[0]
    assert '<span class="govuk-visually-hidden">Papers contradict each other</span>' in cell
    assert "Papers contradict each other (1)" in page.partition('class="sl-grid')[0]


def test_a_review_without_papers_says_what_to_do_next_and_what_a_pack_usually_holds(
    scrutineer: Person, reviewer: Person, review: Review
) -> None:
    page = scrutineer.get(f"/reviews/{review.id}").text
    assert "What to do next" in page
    assert f'href="/reviews/{review.id}/papers">Upload papers</a>' in page
    for kind in ("Executive minutes", "Section 11 or 175 return", "Inspection letter or report"):
        assert f"<li>{kind}</li>" in page
    assert "Upload papers" not in reviewer.get(f"/reviews/{review.id}").text


def test_a_review_is_named_once_where_its_title_names_the_area(scrutineer: Person, review: Review) -> None:
    page = scrutineer.get(f"/reviews/{review.id}").text
    assert "Harland Vale 2024 to 2025" in page
    assert "Harland Vale: Harland Vale" not in page
    assert review_name("Harland Vale", "Yearly scrutiny") == "Harland Vale: Yearly scrutiny"


def test_the_partnership_sees_the_questions_but_no_proposal(
    business_manager: Person, review: Review, stocked: Stocked
) -> None:
    page = business_manager.get(f"/reviews/{review.id}").text
    assert "sl-cell" in page
    assert "Proposed" not in page
    assert "sl-rating--" not in page
    assert business_manager.get(f"/reviews/{review.id}/questions/1.1").status_code == 403


def test_each_paper_is_listed_with_its_outcome_in_words(
    business_manager: Person, review: Review, stocked: Stocked
) -> None:
    page = business_manager.get(f"/reviews/{review.id}/papers").text
    assert "This file needs a password." in page
    assert "Partly read" in page
    assert "1 place not read" in page
    assert "It names Wexcombe 14 times and Harland Vale never." in page


def test_a_partly_read_paper_says_which_place_was_not_read_and_why(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    page = scrutineer.get(f"/reviews/{review.id}/papers/{stocked[0]['audit'].id}").text
    assert "Paragraph 9:" in page
    assert "This picture could not be read." in page


def test_an_original_comes_as_a_download_and_never_as_a_page(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    with scrutineer.get(f"/reviews/{review.id}/papers/{stocked[0]['guide'].id}/original") as answer:
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.mimetype == "application/octet-stream"
        assert answer.data == b"guide"


def test_a_question_shows_its_parts_and_the_evidence_that_counts_before_what_does_not(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    page = scrutineer.get(f"/reviews/{review.id}/questions/1.1").text
    plan_is_funded = page.partition('id="part-1.1.b"')[2].partition('id="part-1.1.c"')[0]
    assert plan_is_funded.index("The budget for year two has not been agreed") < plan_is_funded.index(
        "It says only what should happen."
    )
    assert "Found, but does not count (2)" in plan_is_funded
    assert "12 September 2024" in plan_is_funded
    assert "self-reported" in plan_is_funded


def test_two_papers_that_contradict_each_other_are_shown_side_by_side_with_their_dates(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    page = scrutineer.get(f"/reviews/{review.id}/questions/1.1").text
    part = page.partition('id="part-1.1.b"')[2].partition('class="sl-folds"')[0]
    says_so, _, otherwise = part.partition("Says otherwise, or only in part")
    assert "These papers contradict each other" in says_so
    assert "30 June 2024" in says_so
    assert "12 September 2024" in otherwise


def test_words_of_a_paper_are_never_taken_for_commands_of_the_page(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    page = scrutineer.get(f"/reviews/{review.id}/questions/1.1").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; {{ 7 * 7 }}" in page
    assert HOSTILE not in page


def test_a_question_that_the_framework_does_not_have_is_not_found(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    assert scrutineer.get(f"/reviews/{review.id}/questions/9.9").status_code == 404


def test_no_page_has_a_script_or_a_style_of_its_own(scrutineer: Person, review: Review, stocked: Stocked) -> None:
    papers, assessment = stocked
    for path in (
        "",
        "/papers",
        f"/papers/{papers['audit'].id}",
        "/questions/1.1",
        "/asked",
        "/actions",
        "/people",
        "/report",
        "/trail",
        f"/evidence/{assessment.id}/1.1.a/1",
        f"/papers/{papers['audit'].id}/correct",
    ):
        page = scrutineer.get(f"/reviews/{review.id}{path}").text
        assert not re.search("<style| style=", page), path
        assert re.findall(r"<script(?! type=\"module\" src=)", page) == [], path
        assert not re.search(r"(src|href)=\"(https?:)?//", page), path


def test_every_page_has_a_title_and_a_heading_of_its_own(scrutineer: Person, review: Review, stocked: Stocked) -> None:
    papers, assessment = stocked
    paths = (
        "",
        "/papers",
        f"/papers/{papers['audit'].id}",
        f"/papers/{papers['audit'].id}/correct",
        "/questions/1.1",
        "/questions/1.2",
        "/asked",
        "/actions",
        "/people",
        "/report",
        "/trail",
        f"/evidence/{assessment.id}/1.1.a/1",
        f"/evidence/{assessment.id}/1.1.b/1",
    )
    pages = [scrutineer.get(f"/reviews/{review.id}{path}").text for path in paths]
    titles = [re.search(r"<title>(.*?)</title>", page, re.S)[1] for page in pages]  # type: ignore[index]
    assert len(set(titles)) == len(paths)
    assert all(title.endswith("– Sightline") for title in titles)
    assert all(page.count("<h1") == 1 for page in pages)


def test_every_box_to_fill_in_has_a_label_and_every_choice_a_legend(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    for path in (
        "/reviews/new",
        f"/reviews/{review.id}/questions/1.1",
        f"/reviews/{review.id}/papers/{stocked[0]['audit'].id}/correct",
    ):
        page = scrutineer.get(path).text
        boxes = re.findall(r'<(?:input|textarea|select)(?![^>]*type="(?:hidden|submit)")[^>]*\bid="([^"]+)"', page)
        labels = re.findall(r'<label[^>]*for="([^"]+)"', page)
        assert boxes, path
        assert set(boxes) <= set(labels), path
        assert page.count("<fieldset") == page.count("<legend"), path


def test_what_cannot_be_found_is_said_in_a_sentence(scrutineer: Person) -> None:
    answer = scrutineer.get("/reviews/nothing")
    assert answer.status_code == 404
    assert heading(answer.text) == "Page not found"


def test_the_record_names_who_did_what(scrutineer: Person, review: Review, stocked: Stocked) -> None:
    page = scrutineer.get(f"/reviews/{review.id}/trail").text
    assert "Uploaded Executive minutes Sept 2024.pdf" in page
    assert "Gave Cleo Whitby a place in this review as reviewer" in page


def test_checking_the_record_looks_up_every_quote_again(scrutineer: Person, review: Review, stocked: Stocked) -> None:
    page = scrutineer.post(f"/reviews/{review.id}/trail").text
    assert "9 quotes looked up again in 6 files, letter for letter." in page
    assert "Something is wrong" not in page


def test_the_minutes_are_the_ones_that_were_drawn(stocked: Stocked) -> None:
    assert MINUTES[2] in str(stocked[1].question("1.1"))
