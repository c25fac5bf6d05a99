"""What a passage says: sentences of our own, grouped by the claim that they are evidence for."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.cues import load_cues, load_heading_cues
from rules.evidence import Stance
from rules.signs import load_weights
from rules.stance import read_stance

NEGATION = {
    "The dental trust has not sent a return since the cycle began.": "gap",
    "There is no evidence that the neglect toolkit is used on the wards.": "gap",
    "None of the four hospital trusts could say who chairs the group.": "gap",
    "Nobody from probation came to any of the meetings.": "gap",
    "Neither the force nor the board had a copy of the plan.": "gap",
    "The strategy was written without asking a single young person.": "gap",
    "The group failed to follow up its own recommendations.": "gap",
    "Housing did not attend and sent no deputy.": "gap",
    "It is not known whether the learning reached front-line staff.": "gap",
    "The agency was unable to say what had become of the action.": "gap",
    "The review failed to evidence any change in supervision.": "gap",
    "Ambulance: apologies, no deputy. No report was received.": "gap",
    "Attendance by the probation service remains poor.": "gap",
    "The chair asked how many staff had read the briefing. No answer was given.": "gap",
    "Training records were left blank and no evaluation has been carried out.": "gap",
}

LOOKS_LIKE_ABSENCE = {
    "No concerns were raised about the returns.": "achieved",
    "The audit cycle was completed without delay.": "achieved",
    "Not only police but also schools and housing attended every meeting.": "achieved",
    "All actions from the review are complete and none is outstanding.": "achieved",
    "No gaps were found in the data that the three partners share.": "achieved",
}

CHANGE = {
    "Re-audit found that files with the child's voice recorded rose from 54% to 81%.": "impact",
    "Since then, referrals by dentists have risen from 3 to 29 and nine children have been helped earlier.": "impact",
    "As a result of the challenge the decision was changed and the clinic reopened.": "impact",
    "Repeat referrals fell from 31 per cent to 18 per cent after the course.": "impact",
    "Young people told us that they now feel safer on the bus and know who to ring.": "impact",
    "Children no longer have to wait for an assessment; the wait is down from nine weeks to two.": "impact",
    "Practitioners had not previously used the screening tool, but it is now completed in 46 of 50 cases.": "impact",
    "The new protocol led to quicker decisions, and two children were made safe because of it.": "impact",
}

DONE = {
    "The plan was agreed by all three partners in May 2024 and published.": "achieved",
    "All three partners attended every meeting of the executive.": "achieved",
    "The dataset is reviewed quarterly by the performance group.": "achieved",
    "Forty-two practitioners from nine agencies attended the workshop.": "achieved",
    "The section 11 audit was completed and the findings were presented to the board.": "achieved",
    "A joint protocol with the adults board is in place and was signed in March.": "achieved",
    "Inspectors judged partnership working to be strong and effective.": "achieved",
    "Briefings on the review were held in every locality and the slides were circulated.": "achieved",
    "Young people co-delivered the course to 60 social workers last autumn.": "achieved",
}

PART = {
    "Practice is variable across the county.": "partial",
    "Most but not all agencies have completed the return.": "partial",
    "Some progress has been made, but further work is needed.": "partial",
    "The dataset is still being developed; health figures are awaited.": "partial",
    "Returns were received from 11 of 17 agencies, but the others are still outstanding.": "partial",
    "The toolkit is being rolled out and is used inconsistently.": "partial",
    "It is too early to say whether the course has made a difference.": "partial",
    "The picture is mixed: attendance is good in schools, but patchy in health.": "partial",
    "The action plan is in progress and two actions are delayed.": "partial",
}

INTENTION = {
    "The partnership will launch an outreach strategy in the new year.": "planned",
    "A participation lead is to be recruited by March 2027.": "planned",
    "The group plans to develop a scorecard next year.": "planned",
    "We aim to publish the training needs analysis in the autumn.": "planned",
    "It is proposed that two young people join the board.": "planned",
    "The audit is scheduled for June 2027.": "planned",
    "A draft plan will be brought to the next meeting for approval.": "planned",
    "Develop and launch a youth panel by September 2027.": "planned",
    "Partners intend to review the dataset once the analyst is in post.": "planned",
    "The funding formula is to be agreed.": "planned",
}

OBLIGATION = {
    "Safeguarding partners must publish a report at least once in every twelve months.": "duty",
    "Each agency is required to share information promptly.": "duty",
    "The role of the group is to oversee multi-agency audit.": "duty",
    "Working Together says that partners should consult children and families.": "duty",
    "The panel is responsible for ensuring that learning is shared.": "duty",
    "Agencies shall submit a self-assessment every two years.": "duty",
    "Organisations have a duty under section 11 of the Children Act 2004 to safeguard children.": "duty",
    "All staff should complete training at the level required for their role.": "duty",
    "The criteria for a serious incident are that abuse is known or suspected and the child has died.": "duty",
}

ROWS = {
    "Action: Audit of strategy meetings | Owner: QA lead | Due: May 2024 | Status: Complete": "achieved",
    "Action: Share dataset with schools | Owner: Analyst | Status: Closed. Shared 4 June": "achieved",
    "Action: Health figures for scorecard | Owner: ICB | Status: In progress": "partial",
    "Action: Refresh neglect strategy | Owner: Business manager | Status: Amber": "partial",
    "Action: Youth panel | Owner: Participation lead | Due: Jan 2024 | Status: Overdue": "gap",
    "Action: Write to housing about attendance | Owner: Chair | Status: Red | No progress": "gap",
    "Action: Review membership | Owner: PT | Due: March 2027 | Status: ": "planned",
}

TRAPS = {
    "Missing episodes are down by a third since the protocol began.": "impact",
    "Parents told the reviewer that they were now believed and that help came sooner.": "impact",
    "The scrutineer's challenge led to a new rota, and all visits are now within time.": "impact",
    "A seven-minute briefing on the review went to all schools and GP practices.": "achieved",
    "The chair of the youth forum sits on the executive and presented the survey results.": "achieved",
    "Three hundred and twelve staff completed the course, from fourteen agencies.": "achieved",
    "Any agency can refer a case using the form on the website, and eleven did so last year.": "achieved",
    "The last licensing training was in 2022.": "gap",
    "The outcomes follow Working Together 2023 and the national panel's annual report.": "achieved",
    "Front-line staff could name the criteria for a referral.": "achieved",
    "The course was rewritten from evidence review no 4.": "achieved",
    "The group was given oversight of missing children in May.": "achieved",
    "No agency was missing from the section 11 returns this year.": "achieved",
    "The action is no longer outstanding: the protocol was signed on 3 May.": "achieved",
    "The group discharged its duty under section 11 by auditing every agency in 2024.": "achieved",
    "Young inspectors visited six services, wrote the report and presented it to the executive.": "achieved",
    "Attendance has improved but remains below the target.": "partial",
    "Four of the nine actions are complete.": "partial",
    "The strategy is good, though few front-line staff have read it.": "partial",
    "Young people are consulted on some projects, but not on the plan itself.": "partial",
    "The evaluation has started and early results are encouraging, but numbers are small.": "partial",
    "Training compliance stands at 78% against a target of 90%.": "partial",
    "The dashboard went live in June but does not yet include education.": "partial",
    "We have made a start on the outreach work, in two of our five districts.": "partial",
    "The board has agreed to commission an evaluation next year.": "planned",
    "Subject to funding, two youth workers will be appointed in the spring.": "planned",
    "It is intended that the audit tool be revised.": "planned",
    "Recommendation 4: the partnership to review its dataset.": "planned",
    "Work with the adults board on transition is to start in the autumn.": "planned",
    "Owner: QA lead. Target date: March 2027. Not yet due.": "planned",
    "The partnership's aim is that every school will have a trained lead.": "planned",
    "Terms: a lay member will be sought in the new year.": "planned",
    "No deputy was sent by the ICB for the third meeting running.": "gap",
    "The partnership does not hold data on children educated at home.": "gap",
    "There has been no multi-agency audit since 2021.": "gap",
    "Learning from the review never reached the wards.": "gap",
    "The scrutineer found little sign that children's views had shaped anything.": "gap",
    "We could not find any record of the decision.": "gap",
    "Section 11 return | Fire service | Not received": "gap",
    "The police have yet to nominate anyone.": "gap",
    "Inspectors found weaknesses in information sharing that left children at risk.": "gap",
    "GPs said they had never heard of the partnership.": "gap",
    "Apologies: police, ICB. The meeting was inquorate.": "gap",
    "The ICB's seat has been vacant since the restructure.": "gap",
    "Feedback from children was not sought at any stage of the review.": "gap",
    "Question from the floor: who reads the audits? Silence.": "gap",
    "Children told us that nothing changed after the survey.": "gap",
    "Nothing in the minutes shows that the scrutineer's challenge was ever answered.": "gap",
    "Partners should ensure that children are consulted when plans are made.": "duty",
    "The Chair is to be independent and shall serve for three years.": "duty",
    "Rapid reviews must be completed within fifteen working days.": "duty",
    "An effective partnership knows its data and uses it to change practice.": "duty",
    "The executive will meet at least four times a year and is accountable for the budget.": "duty",
    "Every organisation must have a named lead for safeguarding.": "duty",
    "Members of the group are expected to attend or send a deputy.": "duty",
    "3.1 The purpose of the group is to promote learning.": "duty",
    "Section 175 requires schools to have arrangements for safeguarding.": "duty",
    "Learning from reviews should be shared within a month of publication.": "duty",
}

GROUPS = [NEGATION, LOOKS_LIKE_ABSENCE, CHANGE, DONE, PART, INTENTION, OBLIGATION, ROWS, TRAPS]
SENTENCES = [pair for group in GROUPS for pair in group.items()]


@pytest.mark.parametrize(("text", "stance"), SENTENCES, ids=[text[:50] for text, _ in SENTENCES])
def test_a_plain_sentence_is_read_as_a_careful_person_reads_it(text: str, stance: str) -> None:
    reading = read_stance(text)
    assert reading.stance == stance, reading.because


@pytest.mark.xfail(
    strict=True, reason="Known misreading: plain presents on both sides of a semicolon are not yet told apart."
)
def test_a_half_denied_sentence_without_a_mixing_word_is_partial() -> None:
    assert read_stance("Schools and police send their audits; health and housing do not.").stance is Stance.PARTIAL


def test_there_are_at_least_sixty_sentences_and_every_stance_has_six() -> None:
    assert len(SENTENCES) >= 60
    assert all(sum(1 for _, stance in SENTENCES if stance == wanted) >= 6 for wanted in Stance)


TRAINING = (
    "Every agency sends its training figures each quarter and the group reviews them. "
    "Nobody has assessed what the courses changed in practice."
)
VOICE_AND_DATA = "Young people were consulted and chose two priorities; the dataset will be built next year."


LEANS_TO_GAP = {stance: -0.2 if stance is Stance.GAP else -3.5 for stance in Stance}
"""What the adapter makes of it, roughly; see test_adapted.py for what it really makes of such sentences."""


def test_what_is_neither_clearly_done_nor_clearly_missing_is_partial_and_never_a_third_thing() -> None:
    either = {stance: -0.8 if stance in (Stance.GAP, Stance.ACHIEVED) else -3.0 for stance in Stance}
    assert read_stance("Seven red stools.", leaning=either).stance is Stance.PARTIAL


def test_a_denial_alone_is_never_in_part_by_rule() -> None:
    in_part = {stance: -0.1 if stance is Stance.PARTIAL else -4.0 for stance in Stance}
    denial = read_stance("There is no protocol with the Safeguarding Adults Board.", leaning=in_part)
    assert denial.stance is not Stance.PARTIAL or not denial.by_rule
    halves = read_stance("The plan was agreed in June; there is no protocol with the Adults Board.", leaning=in_part)
    assert (halves.stance, halves.by_rule) == (Stance.PARTIAL, True)


def test_a_leaning_alone_makes_nothing_that_counts() -> None:
    reading = read_stance("Seven red chairs.", leaning=LEANS_TO_GAP)
    assert reading.stance is Stance.GAP
    assert not reading.by_rule
    assert "as a whole" in reading.because


def test_the_focus_decides_which_half_of_a_passage_is_read() -> None:
    assert read_stance(TRAINING, "Is the take up of training reviewed?").stance is Stance.ACHIEVED
    assert read_stance(TRAINING, "Is the impact of training on practice assessed?").stance is Stance.GAP
    assert read_stance(VOICE_AND_DATA, "Is data collected and analysed?").stance is Stance.PLANNED


@pytest.mark.xfail(
    strict=True, reason="a plan for one thing still outshouts what was done of another in the same sentence"
)
def test_a_plan_for_the_data_does_not_hide_that_young_people_were_asked() -> None:
    assert read_stance(VOICE_AND_DATA, "Are children and young people consulted?").stance is Stance.ACHIEVED


SIMPLE_PRESENT = "The group reviews returns and reports to the executive."


def test_terms_of_reference_turn_the_present_tense_into_a_duty() -> None:
    assert read_stance(SIMPLE_PRESENT).stance is Stance.ACHIEVED
    assert read_stance(SIMPLE_PRESENT, headings=("Quality group", "Terms of reference")).stance is Stance.DUTY


def test_a_heading_does_not_overrule_a_plain_statement() -> None:
    assert read_stance("There is no evidence that audits are shared.", headings=("Good practice",)).stance is Stance.GAP
    assert (
        read_stance("Re-referrals fell from 30% to 12% as a result.", headings=("Next steps",)).stance is Stance.IMPACT
    )


def test_a_recommendation_under_next_steps_is_a_plan() -> None:
    assert read_stance("A joint analyst for the three partners.", headings=("Next steps",)).stance is Stance.PLANNED


def test_the_reason_names_words_that_stand_in_the_passage() -> None:
    reading = read_stance("Health has not evaluated the courses that it ran.")
    assert reading.stance is Stance.GAP
    assert "'has not evaluated' says that it was not done" in reading.because


@pytest.mark.parametrize(
    "text", ["", " ", "?", "Police", "|", "||||", "\n\n", "\u2019\u2019", "0", "%", "Status:", "a" * 50_000]
)
def test_scraps_are_read_without_failing(text: str) -> None:
    assert read_stance(text).because.endswith(".")


@pytest.mark.parametrize(
    "unit", ["word ", "no evidence of ", "rose from 1 to 2 ", "a; ", "| x ", "not ", "(((", "was "]
)
def test_ten_thousand_words_take_no_longer_than_a_second(unit: str) -> None:
    start = time.perf_counter()
    read_stance(unit * 10_000, "Are audits shared?")
    assert time.perf_counter() - start < 1.0


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.one_of(st.none(), st.text(max_size=80)), st.lists(st.text(max_size=30), max_size=3))
def test_no_text_makes_the_reading_fail(text: str, focus: str | None, headings: list[str]) -> None:
    reading = read_stance(text, focus, tuple(headings))
    assert reading.stance in Stance
    assert reading == read_stance(text, focus, tuple(headings))


def test_every_cue_has_a_weight_and_every_weight_a_cue() -> None:
    names = {cue.name for cue in load_cues() + load_heading_cues()}
    assert names == set(load_weights().cues)


@pytest.mark.parametrize(
    "text",
    [
        "The Board asked whether the audit had been completed.",
        "Members queried how the new pathway is being used by schools.",
        "The chair asked each agency what it was able to say of working with the adults board.",
    ],
)
def test_what_is_asked_is_not_taken_for_said(text: str) -> None:
    assert read_stance(text).stance not in (Stance.ACHIEVED, Stance.IMPACT)


def test_that_children_were_asked_is_said_and_so_is_what_came_of_it() -> None:
    text = "Young people were asked what would help them and their answers are used in training."
    assert read_stance(text).stance is Stance.ACHIEVED


def test_what_was_given_up_is_a_gap() -> None:
    assert read_stance("The telephone follow-up at three months had been given up in October.").stance is Stance.GAP


@pytest.mark.parametrize(
    "text",
    [
        "The group asked what progress had been made and was told that all twelve actions were completed.",
        "Parents were asked whether the support had helped and 92% said that it had made things better.",
        "Councillor Hill stood down as chair after five years and was thanked.",
    ],
)
def test_what_follows_a_question_is_said(text: str) -> None:
    assert read_stance(text).stance in (Stance.ACHIEVED, Stance.IMPACT)
