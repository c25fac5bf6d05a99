"""A question's parts seen together: where the papers divide on one part, what they say on the others may tip it.

A part is found on its own first (`rules.finding`). It is tipped only where its own evidence leans that way too, the other parts
are not found the other way, and what is said on them, in other passages, speaks clearly. Nothing is confirmed against the
denial of an independent paper. What says otherwise is shown all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rules.evidence import Evidence, Finding, Found
from rules.finding import AFFIRMS, DENIES, ON_THE_POINT, OUTWEIGHS, affirmed, find, saying, strength_in
from rules.framework import Part, Question


def find_together(question: Question, evidence: Sequence[Sequence[Evidence]]) -> list[Finding]:
    """What the evidence, part by part, shows of each part of the question."""
    alone = [find(part, found) for part, found in zip(question.parts, evidence, strict=True)]
    return [
        _tipped(part, finding, [other for other in alone if other is not finding])
        for part, finding in zip(question.parts, alone, strict=True)
    ]


def _tipped(part: Part, finding: Finding, others: Sequence[Finding]) -> Finding:
    """The finding on a part that the papers divide on, beside what is found on the others; any other as it is."""
    if finding.found is not Found.PARTLY or not others:
        return finding
    for_it, in_part, against = strength_in(finding.evidence)
    rest_for, rest_in_part, rest_against = strength_in(_elsewhere(finding, others))
    if for_it > in_part + against > 0 and _all(others, Found.NOT_CONFIRMED, rest_for, rest_in_part + rest_against):
        return _affirmed(part, finding)
    if against > in_part + for_it and _all(others, Found.CONFIRMED, rest_against, rest_in_part + rest_for):
        return _denied(finding)
    return finding


def _all(others: Sequence[Finding], opposite: Found, one_way: float, other_way: float) -> bool:
    """Whether what is said on the others speaks clearly one way, and none of them was found the opposite way."""
    return one_way > 0 and one_way >= OUTWEIGHS * other_way and all(one.found is not opposite for one in others)


def _elsewhere(finding: Finding, others: Sequence[Finding]) -> list[Evidence]:
    """What is said on the other parts, surely on the point, in passages that do not bear on this one; nothing that a person moved there."""
    here = {(one.citation.passage.document, one.citation.passage.id) for one in finding.evidence if one.counts}
    return [
        one
        for other in others
        for one in other.evidence
        if one.score >= ON_THE_POINT
        and one.placed is None
        and (one.citation.passage.document, one.citation.passage.id) not in here
    ]


def _affirmed(part: Part, finding: Finding) -> Finding:
    counting = [one for one in finding.evidence if one.counts]
    affirming = [one for one in counting if one.stance in AFFIRMS]
    others = [one for one in counting if one.stance not in AFFIRMS]
    if any(one.stance in DENIES and not one.document.profile.self_reported for one in others):
        return finding
    found, because = affirmed(part, affirming, others)
    return replace(finding, found=found, because=because)


def _denied(finding: Finding) -> Finding:
    denying = [one for one in finding.evidence if one.counts and one.stance in DENIES]
    others = [one for one in finding.evidence if one.counts and one.stance not in DENIES]
    because = f"{saying(denying)} that it is not so, as on the rest of the question"
    return replace(
        finding,
        found=Found.NOT_CONFIRMED,
        because=f"{because}; {saying(others)} otherwise, and should be read" if others else because,
    )
