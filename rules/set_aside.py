"""Passages on the subject that answer nothing: who was at a meeting, a line that only dates a paper, what a question names as none."""

from __future__ import annotations

import re

from corpus.document import Passage
from corpus.likely import compiled
from rules.framework import Part, Question
from rules.weighing import Weight

PRESENCE = re.compile(
    r"(?:^|\|)\s*(?:[^|:]{0,60}:\s*)?(?:present|apologies|attended|absent|in attendance|dna|sent deputy|deputy sent)\s*(?:$|\|)",
    re.IGNORECASE,
)
"""A cell that says only whether somebody came."""
ROLL = re.compile(
    r"\s*(?:present|apologies|in attendance|attendees|attendance|members present)\b[^.!?]{0,4}:", re.IGNORECASE
)
"""The list of who came, at the head of minutes."""
COMING_AND_GOING = re.compile(
    r"(?![^.!?|]*\b(?:not|no|never|none|nobody|and)\b)[^.!?|,\d]{0,80}\b(?:re-?joined|joined|left) (?:the )?(?:meeting|call)"
    r"(?:,? (?:at this point|at \d{1,2}[.:]\d\d(?: for \w+)?|online|remotely|early|late|for \w+))?\W{0,2}\Z",
    re.IGNORECASE,
)
"""One sentence of minutes that tells who came in or went out."""
COMING_WORDS = 16
ABOUT_PRESENCE = re.compile(r"\battend|\brepresentati|\bsits? on\b|\bquor", re.IGNORECASE)
"""Words of a part that asks who sits and attends."""
DATELINE = re.compile(
    r"\W*(?:\w+ ){0,2}?(?:completed|presented|prepared|approved|agreed|published|produced|issued|updated|adopted|revised|reviewed"
    r"|submitted|version|ratified)\b(?: \w+){0,10}?[^.!?]{0,60}\b(?:19|20)\d\d\W*\Z",
    re.IGNORECASE,
)
"""One line without a verb of its own that says when a paper was made."""
DATELINE_WORDS = 12
FIGURE = re.compile(r"\s*[£$]?\d[\d,.]*\s*(?:%|k|m|per cent|of \d+|\(\d+%?\)|/\s*\d+)?\s*")
"""A cell that holds a number and no more."""
FIGURE_CELLS = 3


def beside_the_point(question: Question, passage: Passage, part: Part) -> Weight | None:
    """Why the passage, though on the subject, cannot carry this part; None where it may."""
    text = passage.text
    if _of_presence(passage) and not _about_presence(part):
        return Weight(False, "It shows who was at a meeting, and no more.")
    if len(text.split()) <= DATELINE_WORDS and DATELINE.match(text):
        return Weight(False, "It says when a paper was made, and nothing else.")
    if passage.style == "row" and _of_figures(text):
        return Weight(False, "A row of figures: it says how much, and not whether a thing is done.")
    for aside in question.set_aside:
        if compiled(aside.words).search(text) and not (aside.unless and compiled(aside.unless).search(text)):
            return Weight(False, aside.because)
    return None


def _of_presence(passage: Passage) -> bool:
    if passage.style == "row":
        return bool(PRESENCE.search(passage.text))
    coming = len(passage.text.split()) <= COMING_WORDS and COMING_AND_GOING.match(passage.text)
    return bool(coming or ROLL.match(passage.text))


def _of_figures(row: str) -> bool:
    """Whether a row holds mostly figures, cell by cell."""
    values = [cell.partition(":")[2] or cell for cell in row.split("|")]
    return sum(bool(FIGURE.fullmatch(value)) for value in values) >= FIGURE_CELLS


def _about_presence(part: Part) -> bool:
    return ABOUT_PRESENCE.search(part.text) is not None
