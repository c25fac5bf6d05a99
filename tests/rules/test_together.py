"""A part that the papers divide on follows the question where all the rest speaks one way, and only then."""

from __future__ import annotations

from dataclasses import replace

from rules.evidence import Evidence, Found, Placed, Stance
from rules.together import find_together
from tests.rules.papers import evidence, paper, part, passage, question

AUDIT, MINUTES, LETTER = (paper(f"{name}.docx") for name in ("audit", "minutes", "letter"))


PLACED = Placed("1.1.b", passage("Nobody signed."), True, Stance.GAP, "I was there.", "Ada, 1 May 2026")


def says(stance: Stance, text: str, file: object = MINUTES, score: float = 0.9) -> Evidence:
    return evidence(text, stance, document=file, score=score)  # type: ignore[arg-type]


YES, NO = Stance.ACHIEVED, Stance.GAP
DIVIDED = [says(YES, "Reviewed in June.", score=0.9), says(NO, "Not reviewed in May.", AUDIT, score=0.8)]
DENIED = [says(YES, "Reviewed in June.", score=0.8), says(NO, "Not reviewed in May.", AUDIT, score=0.9)]
AFFIRMING = [says(YES, "Signed by all."), says(YES, "Paid by all.", LETTER), says(YES, "Costed.", LETTER)]
DENYING = [says(NO, "Nobody signed."), says(NO, "No money came.", LETTER), says(NO, "It has no costs.", LETTER)]


def found(*by_part: list[Evidence], agencies: tuple[str, ...] = ()) -> list[Found]:
    asked = question(*(part(letter, agencies=agencies) for letter, _ in zip("abc", by_part, strict=False)))
    return [one.found for one in find_together(asked, by_part)]


def test_a_part_in_dispute_is_confirmed_where_it_is_affirmed_and_so_is_the_rest() -> None:
    assert found(DIVIDED) == [Found.PARTLY]
    assert found(DIVIDED, AFFIRMING) == [Found.CONFIRMED, Found.CONFIRMED]


def test_a_part_in_dispute_is_not_confirmed_where_it_is_denied_and_so_is_the_rest() -> None:
    assert found(DENIED) == [Found.PARTLY]
    assert found(DENIED, DENYING) == [Found.NOT_CONFIRMED, Found.NOT_CONFIRMED]


def test_a_part_whose_own_evidence_leans_the_other_way_stays_in_dispute() -> None:
    assert found(DENIED, AFFIRMING)[0] is Found.PARTLY
    assert found(DIVIDED, DENYING)[0] is Found.PARTLY


def test_a_part_is_not_tipped_against_another_that_was_found_the_other_way() -> None:
    confirmed = [says(YES, "Signed by all.", score=0.85)]
    assert found(DENIED, [*DENYING, *DENYING], confirmed)[0] is Found.PARTLY


def test_papers_that_say_as_much_for_as_against_stay_in_dispute() -> None:
    tie = [says(YES, "Reviewed in June.", score=0.9), says(NO, "Not reviewed in May.", AUDIT, score=0.9)]
    assert found(tie, AFFIRMING)[0] is found(tie, DENYING)[0] is Found.PARTLY


def test_nothing_is_confirmed_against_an_independent_papers_denial() -> None:
    inspection = paper("inspection.docx", kind="inspection", self_reported=False)
    denied = [says(YES, "Reviewed in June.", score=0.9), says(NO, "Not reviewed in May.", inspection, score=0.8)]
    assert found(denied, AFFIRMING)[0] is Found.PARTLY


def test_passages_hardly_on_the_point_tip_nothing() -> None:
    loose = [says(YES, f"Something was agreed, item {n}.", LETTER, score=0.55) for n in range(6)]
    assert found(DIVIDED, loose)[0] is Found.PARTLY


def test_what_a_person_moved_to_one_part_tips_no_other() -> None:
    by_hand = [replace(one, placed=PLACED) for one in DENYING]
    assert found(DENIED, by_hand)[0] is Found.PARTLY


def test_nothing_is_settled_where_the_rest_is_divided_too() -> None:
    assert found(DIVIDED, AFFIRMING, DENYING)[0] is Found.PARTLY


def test_one_passage_that_bears_on_every_part_speaks_once() -> None:
    denial = says(NO, "Not reviewed in May.", AUDIT, score=0.8)
    once = says(YES, "Reviewed, signed and paid in June.", score=0.9)
    assert found([once, denial], [once], [once])[0] is Found.PARTLY


def test_what_says_otherwise_is_kept_and_named() -> None:
    asked = question(part("a"), part("b"))
    affirmed, _ = find_together(asked, [DIVIDED, AFFIRMING])
    denied, _ = find_together(asked, [DENIED, DENYING])
    assert sorted(one.citation.quote for one in affirmed.evidence) == sorted(one.citation.quote for one in DIVIDED)
    assert affirmed.because == "one paper affirms it; one paper denies it, and should be read"
    assert denied.because == (
        "one paper says that it is not so, as on the rest of the question; one paper says otherwise, and should be read"
    )


def test_an_agency_that_nothing_shows_is_still_missing() -> None:
    assert found(DIVIDED, AFFIRMING, agencies=("police",))[0] is Found.PARTLY
