"""Requests for papers: sent by the scrutineer, answered by the partnership, and nothing of the proposals told on the way."""

from __future__ import annotations

import copy
import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from cast import Person
from pack import stock
from werkzeug.test import TestResponse

from app.database import now
from app.models import Assessment, Paper, PaperRequest, Review
from app.pages.suggested import composed, suggested
from app.proposing.assessments import keep_assessment
from app.record.trail import entries_of
from app.reviewing.requesting import NewRequest, requests_of, reveals_rating, send_request
from app.reviewing.reviews import close_pack
from app.reviewing.waiting import waiting

SOON = now().date() + timedelta(days=10)
BUDGET = "Minutes of the meeting that agreed the budget for year two"
Stocked = tuple[dict[str, Paper], Assessment]


@pytest.fixture
def stocked(review: Review, scrutineer: Person) -> Stocked:
    return stock(review, scrutineer.user)


def sent(review: Review, person: Person, due: date = SOON, **more: Any) -> PaperRequest:
    asked = {"text": BUDGET, "partner": "health", "questions": ("1.1",), "parts": ("1.1.b",)} | more
    return send_request(review, person.user, NewRequest(due=due, **asked))


def typed(due: date = SOON, **more: Any) -> dict[str, Any]:
    day = {"due-day": str(due.day), "due-month": str(due.month), "due-year": str(due.year)}
    return {"text": BUDGET, "partner": "police", "note": ""} | day | more


def answer(person: Person, request: PaperRequest, **said: Any) -> TestResponse:
    address = f"/reviews/{request.review_id}/requests/{request.id}/answer"
    return person.post(address, {"seen": "0"} | said, content_type="multipart/form-data", follow_redirects=True)


def test_what_the_papers_do_not_show_is_listed_to_be_sent_and_the_partnership_sees_none_of_it(
    scrutineer: Person, business_manager: Person, review: Review, stocked: Stocked
) -> None:
    address = f"/reviews/{review.id}/requests"
    page = scrutineer.get(address).text
    assert "Nothing has been sent yet" in page
    assert BUDGET in page
    assert "Send this request" in page
    theirs = business_manager.get(address).text
    assert "Nothing has been asked for yet" in theirs
    assert BUDGET not in theirs
    assert "What could be asked for" not in theirs


def test_what_several_parts_need_in_the_same_words_is_one_line(review: Review, stocked: Stocked) -> None:
    groups = suggested(review, stocked[1].content, [])
    ask = next(ask for group in groups for ask in group.asks if ask.text == "The paper that would show it")
    assert len(ask.parts) == 22
    assert {"1.2.a", "6.4.a"} <= set(ask.parts)


def test_several_things_asked_for_make_one_letter() -> None:
    assert composed(["Please send the plan."]) == "Please send the plan."
    assert composed(["Please send the plan.", "Please send the budget.", "Please send the plan."]) == (
        "Please send:\n– the plan.\n– the budget."
    )


def test_a_suggested_request_is_sent_with_the_words_the_scrutineer_made_of_it(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    address = f"/reviews/{review.id}/requests/new?part=1.1.b"
    assert BUDGET in scrutineer.get(address).text
    page = scrutineer.post(address, typed(text="The budget, please.", note="As a PDF."), follow_redirects=True).text
    assert "Request 1 is sent" in page
    request = requests_of(review)[0]
    assert (request.text, request.note, request.partner) == ("The budget, please.", "As a PDF.", "police")
    assert (request.questions, request.parts) == (["1.1"], ["1.1.b"])
    assert request.proposed == {"1.1": ["amber", None]}
    entry = entries_of(review)[-1]
    assert (entry.kind, entry.payload["text"]) == ("request_sent", "The budget, please.")
    suggestions = page.partition("What could be asked for")[2]
    assert BUDGET not in suggestions, "it is asked already"


def test_a_request_of_ones_own_belongs_to_a_part_a_question_or_the_whole_review(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    address = f"/reviews/{review.id}/requests/new"
    page = scrutineer.get(f"{address}?question=1.1").text
    assert '<option value="1.1.c">1.1.c Children have a version of the plan</option>' in page
    assert re.search(r'<option value="1\.1" selected>1\.1 Is question 1\.1', page)
    assert 'value="2.1"' not in page
    assert '<option value="2.1.a">' in scrutineer.get(address).text
    for about in ("1.1.c", "2.1", ""):
        scrutineer.post(address, typed(text=f"About {about}", about=about))
    found = [(request.questions, request.parts) for request in reversed(requests_of(review))]
    assert found == [(["1.1"], ["1.1.c"]), (["2.1"], []), ([], [])]
    assert scrutineer.post(address, typed(about="9.9")).status_code == 404
    assert scrutineer.get(f"{address}?part=9.9.z").status_code == 404


def test_a_request_without_words_or_a_day_or_by_a_day_that_has_passed_is_not_sent(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    address = f"/reviews/{review.id}/requests/new"
    page = scrutineer.post(address, typed(text=" ", note="Kept words", **{"due-day": "99"})).text
    assert "Say which paper you ask for." in page
    assert "as a real date" in page
    assert "Kept words" in page
    assert "must be today or later" in scrutineer.post(address, typed(due=date(2024, 1, 1))).text
    assert requests_of(review) == []


@pytest.mark.parametrize(
    ("text", "reveals"),
    [
        ("Question 2.3 is rated Red, so please send the agreement.", True),
        ("The proposal for this question is amber.", True),
        ("We have this as Amber until you send it.", True),
        ("Please send the risk register with the risks that are rated Red.", False),
        ("So that I can see which risks were rated Red, please send the register.", False),
        ("Please send the Red Cross agreement and the green paper on consent.", False),
    ],
)
def test_a_request_never_tells_a_rating(
    scrutineer: Person, review: Review, stocked: Stocked, text: str, reveals: bool
) -> None:
    assert reveals_rating(text) is reveals
    page = scrutineer.post(f"/reviews/{review.id}/requests/new", typed(text=text), follow_redirects=True).text
    assert ("The partnership reads this before any report" in page) is reveals
    assert len(requests_of(review)) == (0 if reveals else 1)


def test_no_text_that_the_framework_would_ask_with_tells_a_rating() -> None:
    from rules.framework_file import framework_named

    asked = [part.request for question in framework_named("six-steps").questions for part in question.parts]
    assert len(asked) > 50
    assert not [text for text in asked if reveals_rating(text) or re.search(r"\b(green|amber|red)\b", text, re.I)]


def test_a_form_sent_twice_sends_one_request(scrutineer: Person, review: Review, stocked: Stocked) -> None:
    for _ in range(2):
        scrutineer.post(f"/reviews/{review.id}/requests/new", typed())
    assert len(requests_of(review)) == 1


def test_the_partnership_answers_with_a_paper_of_the_pack_and_the_change_is_shown_to_the_scrutineer(
    scrutineer: Person, business_manager: Person, review: Review, stocked: Stocked
) -> None:
    papers, assessment = stocked
    request = sent(review, scrutineer)
    page = answer(business_manager, request, state="supplied", paper=papers["minutes"].id, words="Page 1.").text
    assert "Your answer to request 1 is saved" in page
    assert "Executive minutes, September 2024" in page.partition("What was said of it")[2]
    changed = copy.deepcopy(assessment.content)
    changed["questions"][0] |= {"proposed": "red", "red_reason": "contrary"}
    keep_assessment(review.id, changed, "8" * 64)
    sentence = "The proposal for 1.1 was Amber, is now Red (the evidence says it is not so)."
    assert sentence in scrutineer.get(f"/reviews/{review.id}/requests/{request.id}").text
    assert sentence in scrutineer.get(f"/reviews/{review.id}/requests").text
    assert "The proposal" not in business_manager.get(f"/reviews/{review.id}/requests/{request.id}").text


def test_the_partnership_uploads_the_paper_where_it_answers(
    scrutineer: Person, business_manager: Person, review: Review, stocked: Stocked
) -> None:
    request = sent(review, scrutineer)
    files = [(io.BytesIO(b"The budget of year two."), "Budget.txt"), (io.BytesIO(b"Its minute."), "Minute.txt")]
    page = answer(business_manager, request, state="supplied", files=files).text
    assert "Budget.txt" in page
    assert "Minute.txt" in page
    assert [paper.name for paper in review.papers][-2:] == ["Budget.txt", "Minute.txt"]
    assert len(requests_of(review)[0].answers[0].papers) == 2


def test_a_closed_pack_takes_no_file_and_still_takes_an_answer(
    scrutineer: Person, business_manager: Person, review: Review, stocked: Stocked
) -> None:
    request = sent(review, scrutineer)
    close_pack(review, scrutineer.user)
    before = len(review.papers)
    page = answer(business_manager, request, state="supplied", files=[(io.BytesIO(b"x"), "Late.txt")]).text
    assert "The pack is closed, so nothing can be uploaded." in page
    assert len(review.papers) == before
    assert "is saved" in answer(business_manager, request, state="none_exists", words="It was never written.").text


@pytest.mark.parametrize(("state", "shown"), [("none_exists", "None exists"), ("refused", "Refused")])
def test_an_answer_without_a_paper_needs_its_reason(
    scrutineer: Person, business_manager: Person, review: Review, stocked: Stocked, state: str, shown: str
) -> None:
    request = sent(review, scrutineer)
    assert "Say why" in answer(business_manager, request, state=state, words=" ").text
    assert "Choose the paper" in answer(business_manager, request, state="supplied").text
    assert requests_of(review)[0].answers == []
    page = answer(business_manager, request, state=state, words="The group never met.").text
    assert shown in page
    said = scrutineer.get(f"/reviews/{review.id}/requests/{request.id}").text.partition("What was said of it")[2]
    assert "The group never met." in said
    assert "Bram Okoro" in said


def test_a_request_is_opened_again_and_all_that_was_said_stays(
    scrutineer: Person, business_manager: Person, review: Review, stocked: Stocked
) -> None:
    request = sent(review, scrutineer)
    answer(business_manager, request, state="refused", words="It is not ours to give.")
    address = f"/reviews/{review.id}/requests/{request.id}"
    assert "Say why" in scrutineer.post(f"{address}/reopen", {"words": "", "seen": "1"}).text
    page = scrutineer.post(f"{address}/reopen", {"words": "Then ask the ICB.", "seen": "1"}, follow_redirects=True).text
    assert "Asked again" in page
    assert "It is not ours to give." in page
    assert "Then ask the ICB." in business_manager.get(address).text
    assert [entry.kind for entry in entries_of(review)][-3:] == ["request_sent", "request_answered", "request_answered"]


def test_a_request_taken_back_is_kept_and_no_longer_answered(
    scrutineer: Person, business_manager: Person, review: Review, stocked: Stocked
) -> None:
    request = sent(review, scrutineer)
    address = f"/reviews/{review.id}/requests/{request.id}"
    scrutineer.post(f"{address}/withdraw", {"words": "Sent by mistake.", "seen": "0"})
    page = business_manager.get(address).text
    assert "Taken back" in page
    assert "Save the answer" not in page
    late = answer(business_manager, request, state="refused", words="Why?", seen="1")
    assert "nothing needs to be sent" in late.text


def test_two_people_cannot_answer_over_each_other_and_what_was_typed_is_kept(
    scrutineer: Person, business_manager: Person, review: Review, stocked: Stocked
) -> None:
    request = sent(review, scrutineer)
    answer(business_manager, request, state="none_exists", words="There is none.")
    stale = answer(business_manager, request, state="refused", words="Legal advice.")
    assert stale.status_code == 409
    assert "Bram Okoro has added to this since you opened the page" in stale.text
    assert "Legal advice." in stale.text
    assert 'name="seen" type="hidden" value="1"' in stale.text
    again = answer(business_manager, request, state="none_exists", words="There is none.")
    assert again.status_code == 200
    assert len(requests_of(review)[0].answers) == 1, "the same answer sent twice is one answer"


def test_an_answer_sent_after_the_session_ended_leads_back_to_its_request(
    scrutineer: Person, business_manager: Person, review: Review, stocked: Stocked
) -> None:
    request = sent(review, scrutineer)
    address = f"/reviews/{review.id}/requests/{request.id}"
    business_manager.post("/sign-out")
    refused = business_manager.post(f"{address}/answer", {"state": "refused", "words": "No.", "seen": "0"})
    assert f"next={address}/answer".replace("/", "%2F") in refused.location.replace("/", "%2F")
    business_manager.sign_in()
    assert business_manager.get(f"{address}/answer").location == address
    assert requests_of(review)[0].answers == []


def test_a_request_whose_day_has_passed_is_said_to_be_overdue_until_it_is_answered(
    scrutineer: Person, business_manager: Person, review: Review, stocked: Stocked
) -> None:
    request = sent(review, scrutineer, due=now().date() - timedelta(days=3))
    for person in (scrutineer, business_manager):
        page = person.get(f"/reviews/{review.id}/requests").text
        assert "Overdue by 3 days" in page
        assert "1 overdue" in page
    answer(business_manager, request, state="none_exists", words="There is none.")
    assert "verdue" not in scrutineer.get(f"/reviews/{review.id}/requests").text


def test_what_waits_is_counted_and_new_words_are_new_until_they_are_opened(
    scrutineer: Person, business_manager: Person, review: Review, stocked: Stocked
) -> None:
    request = sent(review, scrutineer, due=now().date() - timedelta(days=1))
    address = f"/reviews/{review.id}/requests/{request.id}"
    theirs = waiting(review, business_manager.user)
    assert (theirs.requests_open, theirs.requests_overdue, theirs.requests_new) == (1, 1, 1)
    business_manager.get(address)
    assert waiting(review, business_manager.user).requests_new == 0
    assert waiting(review, scrutineer.user).requests_new == 0
    answer(business_manager, request, state="none_exists", words="There is none.")
    mine = waiting(review, scrutineer.user)
    assert (mine.requests_open, mine.requests_overdue, mine.requests_new) == (0, 0, 1)
    assert "New to you" in scrutineer.get(f"/reviews/{review.id}/requests").text
    scrutineer.get(address)
    assert waiting(review, scrutineer.user).requests_new == 0


def test_the_partnership_sees_nothing_of_the_proposals_in_its_requests(
    scrutineer: Person, business_manager: Person, review: Review, stocked: Stocked
) -> None:
    request = sent(review, scrutineer)
    answer(business_manager, request, state="refused", words="No.")
    for address in (f"/reviews/{review.id}/requests", f"/reviews/{review.id}/requests/{request.id}"):
        page = business_manager.get(address).text
        main = page.partition("<main")[2].partition("</main>")[0]
        assert BUDGET in main
        assert not re.search(r"\b(amber|green|red|propos\w+|suggest\w*|rating|not confirmed|silent)\b", main, re.I), (
            main
        )
        assert "/questions/" not in main
        assert "/evidence/" not in main
        assert "nav" in page
        assert "Contradictions" not in page


def test_each_may_do_their_own_part_and_no_more(
    scrutineer: Person, business_manager: Person, reviewer: Person, review: Review, stocked: Stocked
) -> None:
    request = sent(review, scrutineer)
    address = f"/reviews/{review.id}/requests"
    assert business_manager.get(f"{address}/new").status_code == 403
    assert business_manager.post(f"{address}/{request.id}/reopen", {"words": "x"}).status_code == 403
    assert scrutineer.post(f"{address}/{request.id}/answer", {"state": "refused", "words": "x"}).status_code == 403
    assert reviewer.post(f"{address}/{request.id}/answer", {"state": "refused", "words": "x"}).status_code == 403
    page = reviewer.get(address).text
    assert BUDGET in page
    assert "Send this request" not in page


def test_a_request_or_a_paper_of_another_review_is_not_found(
    scrutineer: Person,
    business_manager: Person,
    stranger: Person,
    review: Review,
    other_review: Review,
    stocked: Stocked,
) -> None:
    request = sent(review, scrutineer)
    assert stranger.get(f"/reviews/{other_review.id}/requests/{request.id}").status_code == 404
    assert stranger.get(f"/reviews/{review.id}/requests/{request.id}").status_code == 404
    foreign = stock(other_review, stranger.user)[0]["minutes"]
    page = answer(business_manager, request, state="supplied", paper=foreign.id)
    assert "Choose a paper from the list." in page.text
    assert requests_of(review)[0].answers == []


def test_a_list_of_many_requests_asks_the_database_no_oftener_than_a_short_one(
    scrutineer: Person, review: Review, stocked: Stocked
) -> None:
    from sqlalchemy import event

    from app.database import db

    asked: list[str] = []

    def listen(*told: Any) -> None:
        asked.append(told[2])

    counts = []
    for more in (2, 20):
        for n in range(more):
            sent(review, scrutineer, text=f"Paper {more} {n}")
        asked.clear()
        event.listen(db.engine, "before_cursor_execute", listen)
        scrutineer.get(f"/reviews/{review.id}/requests")
        event.remove(db.engine, "before_cursor_execute", listen)
        counts.append(len(asked))
    assert 0 < counts[1] <= counts[0] + 1, counts
