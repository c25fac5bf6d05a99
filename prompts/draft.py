"""A draft whose every sentence carries a quote that stands verbatim in the papers; a sentence without one is struck out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+(?=\s|\[|$)|$)(?:\s*\[[\w.-]+\])*")
_MARK = re.compile(r"\[([\w.-]+)\]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NEGATION = re.compile(r"\b(?:not|no|none|never|nobody|nothing|neither|without|failed|cannot|\w+n't)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """One sentence of a model's reply: what it cites, and why it was struck out, or nothing where it stands."""

    text: str
    quotes: tuple[str, ...]
    struck: str = ""


@dataclass(frozen=True)
class Draft:
    """A reply after the check, sentence by sentence; what failed is kept in sight and never mended."""

    lines: tuple[Line, ...]

    @property
    def standing(self) -> str:
        """Only the sentences that survived."""
        return " ".join(line.text for line in self.lines if not line.struck)


def check_reply(reply: str, quotes: Mapping[str, str]) -> Draft:
    """Check each sentence of a reply against the quotes that it cites by id, as `… [q1]`.

    A sentence stands when it cites a quote that was given to the model, every number in it stands in a cited
    quote, and it is negative only where a cited quote is.
    """
    return Draft(tuple(_check(match[0].strip(), quotes) for match in _SENTENCE.finditer(reply) if match[0].strip()))


def _check(sentence: str, quotes: Mapping[str, str]) -> Line:
    cited = tuple(_MARK.findall(sentence))
    text = " ".join(_MARK.sub("", sentence).split())
    unknown = [one for one in cited if one not in quotes]
    if not cited or unknown:
        return Line(text, cited, "It cites no quote." if not cited else f"It cites {unknown[0]}, which is no quote.")
    said = " ".join(quotes[one] for one in cited)
    numbers = set(_NUMBER.findall(text)) - set(_NUMBER.findall(said))
    if numbers:
        return Line(text, cited, f"The number {sorted(numbers)[0]} is not in its quote.")
    if bool(_NEGATION.search(text)) != bool(_NEGATION.search(said)):
        return Line(text, cited, "It turns what its quote says the other way round.")
    return Line(text, cited)
