"""What can carry a rating, and the reason given when it cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus.document import Location, Period, Reading, Segment
from rules.evidence import Stance
from rules.weighing import weigh
from tests.rules.papers import REVIEW, paper


def test_a_decision_minuted_in_the_period_counts() -> None:
    assert weigh(paper(), Stance.ACHIEVED, "The plan was agreed.", REVIEW).counts


@pytest.mark.parametrize(
    ("stance", "reason"), [(Stance.PLANNED, "An intention"), (Stance.DUTY, "only what should happen")]
)
def test_neither_an_intention_nor_a_duty_carries_green(stance: Stance, reason: str) -> None:
    weight = weigh(paper(), stance, "…", REVIEW)
    assert not weight.counts
    assert reason in weight.because


@pytest.mark.parametrize(
    ("standing", "reason"),
    [("foreign", "Another area"), ("superseded", "superseded"), ("draft", "draft"), ("duplicate", "twice")],
)
def test_a_paper_that_does_not_stand_for_itself_does_not_count_and_says_why(standing: str, reason: str) -> None:
    weight = weigh(paper(standing=standing), Stance.ACHIEVED, "…", REVIEW)
    assert not weight.counts
    assert reason in weight.because


def test_a_plan_that_ran_out_before_the_period_is_stale() -> None:
    old = paper(kind="plan", period=Period(date(2021, 4, 1), date(2024, 3, 31)))
    weight = weigh(old, Stance.ACHIEVED, "…", REVIEW)
    assert not weight.counts
    assert weight.because == "Stale: it ran to 31 March 2024, before the period under review began on 1 April 2025."


def test_a_plan_made_years_ago_that_still_runs_is_not_stale() -> None:
    assert weigh(
        paper(kind="plan", day=date(2023, 3, 1), period=Period(date(2023, 4, 1), date(2026, 3, 31))),
        Stance.ACHIEVED,
        "…",
        REVIEW,
    ).counts


def test_a_protocol_that_names_no_years_lapses_two_years_before_the_period() -> None:
    weight = weigh(paper(kind="policy", day=date(2023, 3, 6)), Stance.ACHIEVED, "…", REVIEW)
    assert weight.because.startswith("Stale: dated 6 March 2023, more than two years before")
    for words in ("Valid until 31 March 2027.", "It is reviewed every year.", "It holds until it is replaced."):
        lasting = replace(paper(kind="policy", day=date(2023, 3, 6)), reading=reading(words))
        assert weigh(lasting, Stance.ACHIEVED, "…", REVIEW).counts
    assert weigh(paper(kind="policy", day=date(2023, 5, 6)), Stance.ACHIEVED, "…", REVIEW).counts


@pytest.mark.parametrize(
    "text",
    [
        "Of 140 delegates reached between September and December 2023, 71 per cent changed their practice.",
        "Take-up was gone through with every agency on 3 March 2024.",
        "In 2021-22 94% of staff were trained.",
    ],
)
def test_what_was_done_long_before_the_period_is_stale_in_a_new_paper_too(text: str) -> None:
    weight = weigh(paper(), Stance.ACHIEVED, text, REVIEW)
    assert not weight.counts
    assert "more than a year before the period under review" in weight.because


@pytest.mark.parametrize(
    "text",
    [
        "The group was set up in May 2022 and meets each month.",
        "The tool has been used by all since June 2021.",
        "The course of May 2023 was held again in May 2025.",
        "Visits were made in June 2024.",
        "Re-referrals fell from 24% in March 2023 to 18% in 2025-26.",
        "The threshold document of March 2022 was used correctly in 38 of the 40 cases audited this year.",
        "All 14 recommendations of the review of Child K, published in May 2023, were completed.",
        "The daily triage meeting that began in March 2023 screened all 412 contacts.",
        "Against the baseline of September 2022, contacts answered in time rose to 96% in Quarter 2 of 2025/26.",
    ],
)
def test_what_began_long_ago_and_lasts_or_came_again_is_not_stale(text: str) -> None:
    assert weigh(paper(), Stance.ACHIEVED, text, REVIEW).counts


@pytest.mark.parametrize("heading", ["6. Fellmere in 2028", "By 2029", "Our vision", "What good will look like"])
def test_what_stands_under_a_year_to_come_or_a_vision_is_an_intention(heading: str) -> None:
    plan = paper(kind="plan", period=Period(date(2025, 4, 1), date(2028, 3, 31)))
    weight = weigh(plan, Stance.ACHIEVED, "The chairs of the boards meet every quarter.", REVIEW, (heading,))
    assert not weight.counts
    assert weight.because.startswith("An intention: ")


@pytest.mark.parametrize(
    "heading", ["Strategic plan 2025-2028", "Priorities 2025 to 2028", "Meeting of 12 February 2026", "Audit 2025"]
)
def test_the_years_of_a_plan_and_the_day_of_a_meeting_are_no_year_to_come(heading: str) -> None:
    assert weigh(paper(), Stance.ACHIEVED, "The chairs of the boards meet every quarter.", REVIEW, (heading,)).counts


def test_a_study_of_long_ago_that_a_new_paper_repeats_is_stale() -> None:
    text = "Use of the tool rose from 35% to 72% of cases."
    old = ("Appendix B. Impact study 2022-23, reprinted",)
    assert "Stale: it stands under" in weigh(paper(), Stance.IMPACT, text, REVIEW, old).because
    assert weigh(paper(), Stance.IMPACT, text, REVIEW, ("Impact study 2025-26",)).counts
    assert weigh(paper(), Stance.ACHIEVED, text, REVIEW, ("Progress since the audit of 2023",)).counts
    assert weigh(paper(), Stance.IMPACT, f"{text} It has stayed there.", REVIEW, old).counts


@pytest.mark.parametrize(
    "heading",
    [
        "Operation Vision: findings of the audit",
        "Vision screening in schools",
        "Supervision",
        "Progress against our vision",
        "Re-audit of the 2023 pilot",
        "Impact of the 2023 pilot",
        "Implementation of the 2022 evaluation",
    ],
)
def test_what_came_of_a_vision_or_an_old_study_counts(heading: str) -> None:
    assert weigh(paper(), Stance.IMPACT, "Timeliness rose from 54% to 81%.", REVIEW, (heading,)).counts


def test_a_failing_told_under_a_vision_counts_and_an_undated_papers_years_are_no_wishes() -> None:
    assert weigh(paper(), Stance.GAP, "Nobody has asked the schools.", REVIEW, ("Our vision",)).counts
    assert weigh(paper(day=None), Stance.ACHIEVED, "All have signed.", REVIEW, ("Update, May 2028",)).counts


@pytest.mark.parametrize(
    "text",
    [
        "In all eight agencies visited the 2023 guidance had been worked through.",
        "Every policy was checked against Working Together 2023 in the autumn.",
    ],
)
def test_the_year_of_guidance_is_not_the_day_of_what_was_done(text: str) -> None:
    assert weigh(paper(), Stance.ACHIEVED, text, REVIEW).counts


def test_a_gap_of_long_ago_counts_still() -> None:
    assert weigh(paper(), Stance.GAP, "It was not done in March 2023.", REVIEW).counts


def test_minutes_from_more_than_a_year_before_the_period_are_stale() -> None:
    assert not weigh(paper(day=date(2024, 3, 31)), Stance.ACHIEVED, "…", REVIEW).counts
    assert weigh(paper(day=date(2024, 4, 1)), Stance.ACHIEVED, "…", REVIEW).counts


def test_a_paper_without_a_date_is_not_called_stale() -> None:
    assert weigh(paper(day=None), Stance.ACHIEVED, "…", REVIEW).counts


def test_a_section_11_return_is_an_agencys_own_word_until_somebody_tests_it() -> None:
    own = paper(kind="section_11_return")
    assert weigh(own, Stance.ACHIEVED, "We share all our audits.", REVIEW).word_only
    assert not weigh(own, Stance.ACHIEVED, "Moderators visited eight agencies and read files.", REVIEW).word_only


def test_national_research_says_nothing_of_this_area() -> None:
    assert not weigh(paper(kind="national"), Stance.GAP, "…", REVIEW).counts


def reading(text: str) -> Reading:
    return Reading("read", None, "docx", (Segment(Location(paragraph=1), text, ()),))
