"""Challenges with the right of reply: both sides' words are kept, shown and printed, and no proposal is told."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from cast import Person
from docx import Document
from pack import stock
from proposals import MINUTES, TRACKER
from werkzeug.test import TestResponse

from app.database import now
from app.models import Assessment, Challenge, Decision, Review
from app.record.decisions import NewAction, decide
from app.reporting.reports import reports_of
from app.reviewing.challenging import NewChallenge, challenges_of, raise_challenge
from app.reviewing.requesting import NewRequest, send_request
from app.reviewing.waiting import waiting

SOON = now().date() + timedelta(days=10)
CLAIM = "The tracker says that the funding is agreed; the minutes say that it is not. Which holds?"


@pytest.fixture
def stocked(review: Review, scrutineer: Person) -> Assessment:
    return stock(review, scrutineer.user)[1]


@pytest.fixture
def challenge(review: Review, scrutineer: Person, stocked: Assessment) -> Challenge:
    quotes = (("1.1.b", 1), ("1.1.b", 2))
    return raise_challenge(
        review, scrutineer.user, NewChallenge("1.1", "Chair of the executive", CLAIM, SOON, quotes), stocked
    )


def address_of(challenge: Challenge) -> str:
    return f"/reviews/{challenge.review_id}/challenges/{challenge.id}"


def say(person: Person, challenge: Challenge, how: str, **said: Any) -> TestResponse:
    return person.post(f"{address_of(challenge)}/{how}", said, follow_redirects=True)


def decided(review: Review, person: Person, rating: str = "green") -> Decision:
    action = NewAction("Agree the funding", "Executive group", date(2026, 3, 31))
    return decide(
        review,
        person.user,
        question="1.1",
        rating=rating,
        red_reason=None,
        reason="I saw the signed budget.",
        action=action,
        supersedes=None,
    )


def test_a_challenge_is_raised_with_the_citations_that_were_ticked(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    address = f"/reviews/{review.id}/challenges/new?question=1.1&quote=1.1.b:2"
    page = scrutineer.get(address).text
    assert MINUTES[3] in page
    assert re.search(r'value="1\.1\.b:2"[^>]* checked', page)
    assert not re.search(r'value="1\.1\.b:1"[^>]* checked', page)
    typed = {
        "text": CLAIM,
        "whom": "The police",
        "due-day": str(SOON.day),
        "due-month": str(SOON.month),
        "due-year": str(SOON.year),
        "quotes": ["1.1.b:1", "1.1.b:2"],
        "assessment": stocked.id,
    }
    assert "Challenge 1 is raised" in scrutineer.post(address, typed, follow_redirects=True).text
    made = challenges_of(review)[0]
    assert [quote["quote"] for quote in made.quotes] == [TRACKER[0], MINUTES[3]]
    assert not {"stance", "counts", "because"} & made.quotes[0].keys(), "what was made of the words is not told"
    scrutineer.post(address, typed)
    assert len(challenges_of(review)) == 1, "the same form sent twice raises one"


def test_a_challenge_needs_words_and_someone_to_answer_and_quotes_only_what_is_there(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    address = f"/reviews/{review.id}/challenges/new?question=1.1"
    page = scrutineer.post(address, {"text": " ", "whom": ""}).text
    assert "Say what you challenge." in page
    assert "Say who is to answer" in page
    assert "take out what was proposed" in scrutineer.post(address, {"text": "The proposal is Red."}).text
    day = {"due-day": str(SOON.day), "due-month": str(SOON.month), "due-year": str(SOON.year)}
    said = {"text": CLAIM, "whom": "The police", "assessment": stocked.id, **day}
    assert scrutineer.post(address, {**said, "quotes": ["1.1.b:99"]}).status_code == 404
    assert scrutineer.get(f"/reviews/{review.id}/challenges/new?question=9.9").status_code == 404
    assert challenges_of(review) == []


def test_the_partnership_reads_the_challenge_with_its_quotes_and_replies(
    business_manager: Person, scrutineer: Person, review: Review, challenge: Challenge
) -> None:
    page = business_manager.get(address_of(challenge)).text
    assert CLAIM in page
    assert f"“{MINUTES[3]}”" in page
    assert "Save the reply" in page
    assert "Settle" not in page
    assert "Write your reply" in say(business_manager, challenge, "reply", words=" ", seen="0").text
    assert "is saved" in say(business_manager, challenge, "reply", words="The minutes hold.", seen="0").text
    assert "The minutes hold." in scrutineer.get(address_of(challenge)).text
    assert "Replied to" in scrutineer.get(f"/reviews/{review.id}/challenges").text


def test_the_partnership_sees_nothing_of_the_proposals_in_its_challenges_even_after_a_decision(
    business_manager: Person, scrutineer: Person, review: Review, challenge: Challenge
) -> None:
    decision = decided(review, scrutineer)
    say(scrutineer, challenge, "settle", kind="changed", words="You showed it.", seen="0", decision=decision.id)
    assert "Decided after it: Green" in scrutineer.get(address_of(challenge)).text
    for address in (address_of(challenge), f"/reviews/{review.id}/challenges"):
        page = business_manager.get(address).text
        main = page.partition("<main")[2].partition("</main>")[0]
        assert CLAIM in main
        assert not re.search(r"\b(amber|green|red|propos\w+|suggest\w*|rating|does not count)\b", main, re.I), main
        assert "/evidence/" not in main
        assert "/questions/" not in main
    assert "You showed it." in business_manager.get(address_of(challenge)).text


def test_the_scrutineer_maintains_or_changes_with_a_reason_and_every_word_is_kept(
    business_manager: Person, scrutineer: Person, review: Review, challenge: Challenge
) -> None:
    say(business_manager, challenge, "reply", words="The tracker holds.", seen="0")
    assert "Give your reason" in say(scrutineer, challenge, "settle", kind="maintained", words="", seen="1").text
    assert "Choose whether" in say(scrutineer, challenge, "settle", words="Because.", seen="1").text
    page = say(scrutineer, challenge, "settle", kind="maintained", words="No minute shows it.", seen="1").text
    assert "is settled: maintained" in page
    assert "is settled" in say(business_manager, challenge, "reply", words="Still.", seen="2").text
    assert len(challenges_of(review)[0].turns) == 2, "a settled challenge takes no reply"
    say(scrutineer, challenge, "reopen", words="A new paper came.", seen="2")
    say(business_manager, challenge, "reply", words="Here is the minute.", seen="3")
    say(scrutineer, challenge, "settle", kind="changed", words="It shows it.", seen="4")
    page = business_manager.get(address_of(challenge)).text
    kept = ["The tracker holds.", "No minute shows it.", "A new paper came.", "Here is the minute.", "It shows it."]
    places = [page.find(words) for words in kept]
    assert -1 not in places
    assert places == sorted(places)


def test_a_decision_made_after_the_view_was_changed_is_shown_with_it(
    scrutineer: Person, review: Review, challenge: Challenge
) -> None:
    say(scrutineer, challenge, "settle", kind="changed", words="I was shown the budget.", seen="0")
    assert "Since then" not in scrutineer.get(address_of(challenge)).text
    decided(review, scrutineer)
    assert "Since then question 1.1 was decided: Green" in scrutineer.get(address_of(challenge)).text


def test_a_decision_made_before_the_challenge_cannot_be_named_as_its_outcome(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    before = decided(review, scrutineer)
    raised = raise_challenge(review, scrutineer.user, NewChallenge("1.1", "Health", CLAIM, SOON), stocked)
    answer = say(scrutineer, raised, "settle", kind="changed", words="So.", seen="0", decision=before.id)
    assert answer.status_code == 404
    assert challenges_of(review)[0].turns == []


def test_two_people_cannot_speak_over_each_other_and_what_was_typed_is_kept(
    business_manager: Person, scrutineer: Person, challenge: Challenge
) -> None:
    say(business_manager, challenge, "reply", words="The minutes hold.", seen="0")
    stale = say(scrutineer, challenge, "settle", kind="maintained", words="No reply came.", seen="0")
    assert stale.status_code == 409
    assert "Bram Okoro has added to this" in stale.text
    assert "No reply came." in stale.text
    assert "The minutes hold." in stale.text
    assert [turn.kind for turn in challenges_of(challenge_review(challenge))[0].turns] == ["reply"]
    again = say(business_manager, challenge, "reply", words="The minutes hold.", seen="0")
    assert again.status_code == 200, "the same reply sent twice is one reply"


def challenge_review(challenge: Challenge) -> Review:
    from app.database import db

    return db.session.get_one(Review, challenge.review_id)


def test_what_waits_is_counted_for_each_side(
    business_manager: Person, scrutineer: Person, review: Review, challenge: Challenge
) -> None:
    late = waiting(review, business_manager.user, today=SOON + timedelta(days=1))
    assert (late.challenges_open, late.challenges_overdue, late.challenges_new) == (1, 1, 1)
    say(business_manager, challenge, "reply", words="The minutes hold.", seen="0")
    mine = waiting(review, scrutineer.user)
    assert (mine.challenges_open, mine.challenges_new, mine.challenges_to_settle) == (0, 1, 1)
    scrutineer.get(address_of(challenge))
    assert waiting(review, scrutineer.user).challenges_new == 0
    say(scrutineer, challenge, "settle", kind="maintained", words="Still.", seen="1")
    assert waiting(review, scrutineer.user).challenges_to_settle == 0


def test_each_may_do_their_own_part_and_a_challenge_of_another_review_is_not_found(
    business_manager: Person,
    reviewer: Person,
    scrutineer: Person,
    stranger: Person,
    review: Review,
    other_review: Review,
    challenge: Challenge,
) -> None:
    assert business_manager.get(f"/reviews/{review.id}/challenges/new?question=1.1").status_code == 403
    assert say(business_manager, challenge, "settle", kind="changed", words="x").status_code == 403
    assert say(scrutineer, challenge, "reply", words="x").status_code == 403
    assert say(reviewer, challenge, "reply", words="x").status_code == 403
    assert CLAIM in reviewer.get(address_of(challenge)).text
    assert stranger.get(address_of(challenge)).status_code == 404
    assert stranger.get(f"/reviews/{other_review.id}/challenges/{challenge.id}").status_code == 404


def test_an_empty_list_says_what_it_is_for(
    business_manager: Person, scrutineer: Person, reviewer: Person, review: Review, stocked: Assessment
) -> None:
    address = f"/reviews/{review.id}/challenges"
    assert "you have the right of reply" in business_manager.get(address).text
    assert "Raise a challenge on question" in scrutineer.get(address).text
    assert "Challenges appear here with the replies" in reviewer.get(address).text


def test_the_report_prints_requests_and_challenges_with_their_replies(
    business_manager: Person, scrutineer: Person, review: Review, challenge: Challenge
) -> None:
    request = send_request(
        review, scrutineer.user, NewRequest("The signed <budget> & minute", "health", SOON, ("1.1",))
    )
    answered = {"state": "none_exists", "words": "It was never signed.", "seen": "0"}
    business_manager.post(f"/reviews/{review.id}/requests/{request.id}/answer", answered)
    say(business_manager, challenge, "reply", words="The minutes hold.", seen="0")
    decided(review, scrutineer)
    say(scrutineer, challenge, "settle", kind="maintained", words="So the plan is not funded.", seen="1")
    preview = scrutineer.get(f"/reviews/{review.id}/report").text
    assert "Challenge 1 on question 1.1, to Chair of the executive: Maintained" in preview
    scrutineer.post(f"/reviews/{review.id}/report", {"confirm": "yes"})
    report = reports_of(review)[0]
    with scrutineer.get(f"/reviews/{review.id}/report/{report.id}.docx") as sent:
        word = Document(io.BytesIO(sent.data))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    cells = "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    for part in (
        "Challenges and replies",
        CLAIM,
        f"“{MINUTES[3]}”",
        "The minutes hold.",
        "So the plan is not funded.",
        "The scrutineer maintains the challenge",
    ):
        assert part in text, part
    for part in ("The signed <budget> & minute", "It was never signed.", "None exists", "Chair of the executive"):
        assert part in cells, part
    assert "Papers to ask the partnership for" in text, "the older section is kept"


def test_a_report_without_requests_or_challenges_says_so(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    decided(review, scrutineer)
    scrutineer.post(f"/reviews/{review.id}/report", {"confirm": "yes"})
    report = reports_of(review)[0]
    with scrutineer.get(f"/reviews/{review.id}/report/{report.id}.docx") as sent:
        text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(sent.data)).paragraphs)
    assert "None were sent." in text
    assert "None were raised." in text
