"""Does a passage count toward a rating? Each reason that it does not is a sentence for the page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.document import Document, Period
from rules.evidence import Stance
from rules.recency import out_of_time

WORD_ONLY_KINDS = frozenset({"section_11_return", "email"})
"""What an agency says of itself and nobody has tested; alone it confirms nothing in full."""


TESTED = re.compile(
    r"\b(?:moderat\w+|validat\w+|verif\w+|tested|visits?|visited|peer[- ](?:audit|review)\w*"
    r"|dip[- ]sampl\w+|vignettes?|inspected|sampled)\b",
    re.IGNORECASE,
)
"""Words by which a return says that somebody else checked it."""


OUTSIDE_VOICE = re.compile(
    r"\bscrutineer\b|\bscrutiny (?:opinion|statement|view|findings)|\binspect(?:or|ion)", re.IGNORECASE
)
"""Headings under which somebody from outside speaks in a paper of the partnership's own."""


@dataclass(frozen=True)
class Weight:
    """Whether a passage counts, why, and whether it needs another source beside it to confirm a part in full."""

    counts: bool
    because: str
    word_only: bool = False
    unclear: bool = False
    """Refused only because the rules cannot tell for certain what it says: a person may well count it."""


def weigh(document: Document, stance: Stance, text: str, period: Period, headings: tuple[str, ...] = ()) -> Weight:
    """Whether this text under these headings of this paper, read with this stance, can carry a rating for this period."""
    refused = _standing(document) or out_of_time(document, stance, text, period, headings) or _stance(stance)
    if refused:
        return Weight(False, refused)
    if document.profile.kind == "national":
        return Weight(False, "National guidance or research: it says nothing of this area.")
    if document.profile.kind in WORD_ONLY_KINDS and not TESTED.search(text):
        return Weight(
            True, "Counts, but it is the agency's own word: it needs another source beside it.", word_only=True
        )
    if document.profile.kind == "field_notes":
        return Weight(True, "Counts: what the scrutineer saw or was told, in a field note.")
    if any(OUTSIDE_VOICE.search(heading) for heading in headings):
        return Weight(True, "Counts: the scrutineer's or an inspector's own words in this paper.")
    return Weight(
        True,
        "Counts: self-reported." if document.profile.self_reported else "Counts: independent of those it describes.",
    )


def _standing(document: Document) -> str:
    reasons = {
        "foreign": "Another area's paper",
        "superseded": "A superseded paper",
        "draft": "A draft; the final is in the pack",
        "duplicate": "The same paper is in the pack twice",
    }
    reason = reasons.get(document.standing)
    if reason is None:
        return ""
    return f"{reason}: {document.standing_because}" if document.standing_because else f"{reason}."


def _stance(stance: Stance) -> str:
    if stance is Stance.DUTY:
        return "Says only what should happen, not that it does."
    if stance is Stance.PLANNED:
        return "An intention: it cannot carry Green."
    return ""
