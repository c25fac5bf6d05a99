"""What the grid and its pictures need of a whole assessment, worked out once for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.models import Assessment
from app.pages.witness import day_of, passage_of

KEPT = 8
NOT_KNOWN = "not known"

_WORKED_OUT: dict[str, Facts] = {}


@dataclass(frozen=True)
class Facts:
    """Which questions rest on papers not read in full, and how many passages count, by agency and by year."""

    partly_read: frozenset[str]
    by_agency: Mapping[str, int]
    by_year: Mapping[str, int]


def facts_of(assessment: Assessment) -> Facts:
    """The facts of an assessment; its text never changes, so they are kept by its id."""
    facts = _WORKED_OUT.get(assessment.id)
    if facts is None:
        facts = _WORKED_OUT[assessment.id] = _facts(assessment.content)
        while len(_WORKED_OUT) > KEPT:
            _WORKED_OUT.pop(next(iter(_WORKED_OUT)), None)
    return facts


def _facts(content: Mapping[str, Any]) -> Facts:
    short = {document["id"] for document in content["documents"] if document.get("status") == "partly_read"}
    partly: set[str] = set()
    passages: dict[str, Mapping[str, Any]] = {}
    for question in content["questions"]:
        if not question.get("assessable", True):
            partly.add(question["id"])
        for citation in (each for part in question["parts"] for each in part["evidence"]):
            if citation["document"] in short:
                partly.add(question["id"])
            if citation.get("counts"):
                passages[passage_of(citation)] = citation
    agencies = Counter(str(one.get("agency") or NOT_KNOWN) for one in passages.values())
    years = Counter(str(day.year) if (day := day_of(one)) else NOT_KNOWN for one in passages.values())
    return Facts(frozenset(partly), dict(agencies.most_common()), dict(sorted(years.items())))
