"""The question's page beyond the proposal: the sum, the lenses, what would change the rating, and what moved since."""

from __future__ import annotations

import re
from typing import Any

import pytest
from cast import Person
from pack import stock
from proposals import MINUTES

from app.database import db
from app.models import Assessment, Review
from app.pages.lenses import verdict_of
from app.pages.moved import has_changed
from app.pages.supposed import arithmetic_of, supposed_of
from app.proposing.assessments import keep_assessment
from app.record.decisions import NewAction, decide
from rules.voices import Heard


@pytest.fixture
def stocked(review: Review, scrutineer: Person) -> Assessment:
    return stock(review, scrutineer.user)[1]


def page_of(person: Person, review: Review, question: str = "1.1") -> str:
    return person.get(f"/reviews/{review.id}/questions/{question}").text


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def lens(page: str, name: str) -> str:
    return words(page.partition(f'id="{name}"')[2].partition("</details>")[0])


def accept(review: Review, person: Person, question: str = "1.1", rating: str = "amber", **more: Any) -> Any:
    said: dict[str, Any] = {"red_reason": None, "reason": "I read it.", "supersedes": None} | more
    return decide(review, person.user, question=question, rating=rating, action=NewAction("Ask", "Office"), **said)


def changed(stocked: Assessment, question: str, **said: Any) -> dict[str, Any]:
    content = {**stocked.content, "questions": [dict(each) for each in stocked.content["questions"]]}
    next(each for each in content["questions"] if each["id"] == question).update(said)
    return content


def test_the_proposal_is_shown_as_a_sum_over_its_parts(scrutineer: Person, review: Review, stocked: Assessment) -> None:
    page = page_of(scrutineer, review)
    summed = words(page.partition('class="sl-sum"')[2].partition("</ul>")[0]).partition(">")[2]
    assert summed.split() == [
        "1",
        "Confirmed",
        "1",
        "Partly",
        "confirmed",
        "1",
        "Not",
        "confirmed",
        "3",
        "parts",
        "in",
        "all",
    ]
    assert "Green needs all 3 confirmed, and 2 different passages at least" in words(page)


def test_who_says_so_names_every_voice_also_those_that_say_nothing(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    said = lens(page_of(scrutineer, review), "who-says-so")
    assert "Police Both ways 1 0 1 all self-reported; all in the papers of others" in said
    assert "Children and young people Says nothing 0 0 0 –" in said
    assert "Health Supports 2 0 0 all self-reported; 1 in its own papers" in said
    assert "nothing that counts from education, other agencies, voluntary sector, practitioners or children" in said


@pytest.mark.parametrize(
    ("so", "partly", "not_so", "idle", "verdict"),
    [
        (2, 0, 0, 0, "Supports"),
        (1, 1, 0, 0, "Supports, and qualifies"),
        (0, 1, 0, 0, "Qualifies"),
        (0, 0, 1, 0, "Denies"),
        (1, 0, 1, 0, "Both ways"),
        (0, 0, 0, 3, "Nothing that counts"),
        (0, 0, 0, 0, "Says nothing"),
    ],
)
def test_what_a_voice_says_is_said_in_words(so: int, partly: int, not_so: int, idle: int, verdict: str) -> None:
    assert verdict_of(Heard("health", so, partly, not_so, 0, 0, 0, idle)) == verdict


def test_how_recent_counts_what_is_of_the_period_and_names_the_newest(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    said = lens(page_of(scrutineer, review), "how-recent")
    assert "the newest paper is of 12 September 2024; 3 of 3 passages from the period" in said
    assert "In the period under review 3" in said


def test_how_far_each_part_reaches_leads_to_the_words_it_rests_on(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    page = page_of(scrutineer, review)
    said = lens(page, "how-far")
    assert "2 of 3 parts in place or further; none shown to have changed something for children" in said
    assert "3. Children have a version of the plan Planned" in said
    assert f"evidence/{stocked.id}/1.1.a/1#words" in page.partition('id="how-far"')[2]
    assert MINUTES[2] in said


def test_the_childs_lens_says_what_is_missing(scrutineer: Person, review: Review, stocked: Assessment) -> None:
    said = lens(page_of(scrutineer, review), "childrens-voice")
    assert "no child is heard in what was found" in said
    assert "nothing that was found quotes a child" in said


def test_which_paper_would_change_the_rating_is_worked_out_for_each_open_part(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    question = stocked.question("4.3")
    assert question
    supposed = supposed_of(question, stocked.content["documents"], None)
    assert [(part.number, part.becomes, part.changes) for part in supposed.parts] == [(1, "green", True)]
    said = lens(page_of(scrutineer, review, "1.1"), "what-would-change-it")
    assert "2 parts not confirmed; none would change it alone" in said
    assert "If all of them were confirmed: Green" in said
    assert "Executive minutes (1 in the pack)" in said
    assert "(none in the pack)" in said


def test_where_every_part_is_confirmed_the_page_says_what_is_still_wanted() -> None:
    part = {"id": "1.1.a", "text": "x", "finding": "confirmed", "evidence": []}
    question = {"id": "1.1", "proposed": "amber", "parts": [part, part | {"id": "1.1.b"}]}
    supposed = supposed_of(question, [], None)
    assert (supposed.parts, supposed.short_of) == ((), 2)
    assert (arithmetic_of(question).passages, arithmetic_of(question).wanted) == (0, 2)


def test_a_decision_on_an_older_pack_says_what_has_changed_since(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    accept(review, scrutineer)
    parts = [dict(part) for part in stocked.question("1.1")["parts"]]  # type: ignore[index]
    parts[1]["finding"] = "confirmed"
    keep_assessment(review.id, changed(stocked, "1.1", proposed="green", parts=parts), pack="3" * 64)
    page = words(page_of(scrutineer, review))
    assert "The proposal has changed since." in page
    assert "made beside the proposals number 1. The papers have been assessed again since (number 2)" in page
    assert "the proposal was Amber and is now Green; part 2 was partly confirmed and is confirmed." in page


def test_a_decision_is_not_called_moved_where_only_other_questions_changed(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    accept(review, scrutineer)
    keep_assessment(review.id, changed(stocked, "2.1", proposed="amber"), pack="3" * 64)
    assert "assessed again since" not in page_of(scrutineer, review)


def test_another_finding_under_the_same_rating_is_a_change() -> None:
    before = {"proposed": "amber", "parts": [{"id": "a", "finding": "partly"}]}
    assert not has_changed(before, dict(before))
    assert has_changed(before, before | {"parts": [{"id": "a", "finding": "confirmed"}]})
    assert has_changed(None, before)


def test_a_page_with_very_many_passages_folds_the_nearest_and_leads_to_all_of_them(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    parts = [dict(part) for part in stocked.question("1.1")["parts"]]  # type: ignore[index]
    one = parts[0]["evidence"][0]
    parts[0]["evidence"] = [one | {"start": one["start"] + n, "quote": f"Quote {n}."} for n in range(60)]
    kept = keep_assessment(review.id, changed(stocked, "1.1", parts=parts), pack="3" * 64)
    db.session.expire_all()
    page = page_of(scrutineer, review)
    assert "58 more that count" in page
    assert sum(f"“Quote {n}." in page for n in range(60)) < 12
    every = f"/reviews/{review.id}/questions/1.1/parts/1.1.a"
    assert f'href="{every}"' in page
    assert "Show all 60" in page
    shown = [scrutineer.get(f"{every}?page={n}").text for n in (1, 2, 3)]
    assert all(sum(f"“Quote {n}." in each for each in shown) == 1 for n in range(60))
    assert f"/evidence/{kept.id}/1.1.a/60#words" in shown[2]
    assert scrutineer.get(f"/reviews/{review.id}/questions/1.1/parts/2.1.a").status_code == 404
