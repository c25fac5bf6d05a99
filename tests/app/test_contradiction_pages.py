"""Papers that contradict each other stand side by side, and the page never says which is right."""

from __future__ import annotations

import html
import re

from cast import Person
from pack import stock
from proposals import MINUTES, TRACKER

from app.models import Assessment, Review
from app.proposing.assessments import keep_assessment


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def test_each_pair_is_shown_with_dates_agencies_and_links_to_its_words(scrutineer: Person, review: Review) -> None:
    assessment = stock(review, scrutineer.user)[1]
    page = main_of(scrutineer.get(f"/reviews/{review.id}/contradictions").text)
    assert "1 pair on 1 question" in page
    for words in (TRACKER[0], MINUTES[3], "30 June 2024", "12 September 2024", "Health, self-reported"):
        assert words in page, words
    for number in (1, 2):
        address = f"/reviews/{review.id}/evidence/{assessment.id}/1.1.b/{number}"
        assert f'href="{address}#words"' in page
        assert scrutineer.get(address).status_code == 200
    assert "challenges/new?question=1.1&amp;quote=1.1.b%3A1&amp;quote=1.1.b%3A2" in page


def test_the_page_never_says_which_is_right(scrutineer: Person, review: Review) -> None:
    stock(review, scrutineer.user)
    page = main_of(scrutineer.get(f"/reviews/{review.id}/contradictions").text)
    assert "which to believe is for you to say" in page
    assert not re.search(r"\b(correct|right|wrong|true|false|likelier|stronger|outweighs?)\b", page, re.I)


def test_both_quotes_are_ticked_in_the_challenge_that_is_raised_from_a_pair(scrutineer: Person, review: Review) -> None:
    stock(review, scrutineer.user)
    address = f"/reviews/{review.id}/challenges/new?question=1.1&quote=1.1.b%3A1&quote=1.1.b%3A2"
    assert len(re.findall(r'name="quotes"[^>]* checked', scrutineer.get(address).text)) == 2


def test_without_contradictions_or_papers_the_page_says_what_it_is_for(
    scrutineer: Person, review: Review, other_review: Review, stranger: Person, assessment: Assessment
) -> None:
    assert "No two papers that count" in scrutineer.get(f"/reviews/{review.id}/contradictions").text
    assert "Nothing has been compared yet" in stranger.get(f"/reviews/{other_review.id}/contradictions").text


def test_the_partnership_does_not_see_it_and_the_reviewer_sees_it_without_the_way_to_challenge(
    business_manager: Person, reviewer: Person, scrutineer: Person, review: Review
) -> None:
    stock(review, scrutineer.user)
    assert business_manager.get(f"/reviews/{review.id}/contradictions").status_code == 403
    page = reviewer.get(f"/reviews/{review.id}/contradictions").text
    assert MINUTES[3] in page
    assert "Raise a challenge" not in page


def test_the_same_two_quotes_on_two_parts_are_one_pair_that_names_both(scrutineer: Person, review: Review) -> None:
    content = stock(review, scrutineer.user)[1].content
    changed = {**content, "questions": [dict(each) for each in content["questions"]]}
    question = next(each for each in changed["questions"] if each["contradictions"])
    (one, other) = question["contradictions"][0]
    another = next(part for part in question["parts"] if part["id"] != one["part"])
    question["contradictions"] = [[one, other], [one | {"part": another["id"]}, other | {"part": another["id"]}]]
    keep_assessment(review.id, changed, pack="5" * 64)
    page = main_of(scrutineer.get(f"/reviews/{review.id}/contradictions").text)
    assert "1 pair on 1 question" in page
    assert page.count("Raise a challenge that quotes both") == 1
    assert another["text"] in html.unescape(page)
