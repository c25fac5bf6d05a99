"""Does a passage say anything? A label, a name in a list, a form's prompt or a bare figure is no evidence of anything."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from corpus.yaml_text import load_yaml

_COLUMN = re.compile(r"(?:^|\|)\s*[^|:]{1,60}:\s")
_PAST = re.compile(r"\b([a-z]{2,}ed)\b", re.IGNORECASE)
LEAST_WORDS = 3
_QUOTED_EARLIER = re.compile(r"\s*>")
"""A line of somebody's earlier message, quoted in an e-mail."""
_ONLY_ASKS = re.compile(r"[^.!?|]*\?\W*\Z")
"""One sentence, and a question."""
_POINTS_ELSEWHERE = re.compile(
    r"(?:see also |[^.!?|]{0,80}\b(?:is|are|can be found|is shown|are shown|is set out|are set out) (?:at|in|on|overleaf)\s*)"
    r"(?:the )?(?:appendix|annex|section|page|table|attached)[^.!?|]{0,40}[.]?\s*\Z",
    re.IGNORECASE,
)
"""One sentence that only says where something else stands."""

_TO_A_MACHINE = re.compile(
    r"\b(?:ignore|disregard|forget|override) (?:(?:all|any|the|your|my|these|those|previous|prior|above|earlier|other|existing) )*"
    r"(?:instructions?|rules|prompts?|guidelines)\b"
    r"|^\W*(?:system|assistant|user|developer)(?: prompt| message)?\s*:"
    r"|\b(?:as an?|you are an?|dear) (?:ai|a\.i\.|language model|assistant|chatbot|llm)\b"
    r"|\b(?:rate|mark|score|grade|rating|set|colou?r) (?:\w+ ){0,6}(?:as |to |is )?(?:green|amber|red)\b"
    r"(?=[^|]*\b(?:question|regardless|whatever|always|must)\b)",
    re.IGNORECASE,
)
"""Orders to whatever program may read the paper: they tell nothing of the area."""


def says_something(text: str, style: str) -> bool:
    """Whether the passage asserts, decides, asks for or denies something, leaving the column headers of a row aside."""
    if (
        _QUOTED_EARLIER.match(text)
        or _ONLY_ASKS.match(text)
        or _POINTS_ELSEWHERE.match(text)
        or _TO_A_MACHINE.search(text)
    ):
        return False
    said = _COLUMN.sub(" | ", text) if style == "row" else text
    if style == "row" and _is_prompt(said):
        return False
    if style != "row" and len(said.split()) < LEAST_WORDS:
        return False
    words, not_past = _words()
    return bool(words.search(said)) or any(match[1].lower() not in not_past for match in _PAST.finditer(said))


def _is_prompt(row: str) -> bool:
    """Whether all that a row holds, numbers and marks apart, is a question put to whoever fills it in."""
    cells = [cell.strip() for cell in row.split("|") if len(cell.split()) >= LEAST_WORDS]
    return bool(cells) and all(cell.endswith("?") for cell in cells)


@cache
def _words() -> tuple[re.Pattern[str], frozenset[str]]:
    data: dict[str, list[str | bool]] = load_yaml((Path(__file__).parent / "assertion.yaml").read_text("utf-8"))
    # YAML reads a bare yes, no, y or n as true or false.
    says = [{True: "yes", False: "no"}.get(word, word) if isinstance(word, bool) else word for word in data["says"]]
    alternatives = "|".join(re.escape(str(word)) for word in says)
    return re.compile(rf"(?<![\w'])(?:{alternatives})(?![\w'])", re.IGNORECASE), frozenset(map(str, data["not_past"]))
