"""A question's parts seen together: where the papers divide on one part, all that they say on the question may settle it.

A part is found on its own first (`rules.finding`). Nothing is settled where the part's own evidence does not lean that way too,
nor where the rest is divided as well; what says otherwise is shown all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rules.evidence import Evidence, Finding, Found
from rules.finding import AFFIRMS, DENIES, OUTWEIGHS, affirmed, find, saying, strength_in
from rules.framework import Question


def find_together(question: Question, evidence: Sequence[Sequence[Evidence]]) -> list[Finding]:
    """What the evidence, part by part, shows of each part of the question."""
    for_it, in_part, against = strength_in(one for found in evidence for one in found)
    findings = [find(part, found) for part, found in zip(question.parts, evidence, strict=True)]
    if for_it >= OUTWEIGHS * (in_part + against):
        return [_affirmed(question, finding) for finding in findings]
    if against >= OUTWEIGHS * (in_part + for_it):
        return [_denied(finding) for finding in findings]
    return findings


def _affirmed(question: Question, finding: Finding) -> Finding:
    """A part that the papers divide on, and more strongly affirm, beside a question that they affirm."""
    for_it, in_part, against = strength_in(finding.evidence)
    if finding.found is not Found.PARTLY or not in_part + against or for_it < in_part + against:
        return finding
    part = next(part for part in question.parts if part.id == finding.part)
    counting = [one for one in finding.evidence if one.counts]
    affirming = [one for one in counting if one.stance in AFFIRMS]
    found, because = affirmed(part, affirming, [one for one in counting if one.stance not in AFFIRMS])
    return replace(finding, found=found, because=because)


def _denied(finding: Finding) -> Finding:
    """A part that the papers divide on, and more strongly deny, beside a question that they deny."""
    for_it, in_part, against = strength_in(finding.evidence)
    if finding.found is not Found.PARTLY or not against or against < in_part + for_it:
        return finding
    denying = [one for one in finding.evidence if one.counts and one.stance in DENIES]
    others = [one for one in finding.evidence if one.counts and one.stance not in DENIES]
    because = f"{saying(denying)} that it is not so, as on the rest of the question"
    return replace(
        finding,
        found=Found.NOT_CONFIRMED,
        because=f"{because}; {saying(others)} otherwise, and should be read" if others else because,
    )
