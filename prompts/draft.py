"""A draft whose every sentence carries a quote that stands verbatim in the papers; a sentence without one is struck out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.yaml_text import load_yaml

_END = re.compile(r"(?:[.!?]+[\"”’)]*(?=\s|\Z|\[)|\n|\Z)(?:[ \t]*\[[^\]\n]{0,40}\])*")
_MARK = re.compile(r"\[(?:quotes? ?)?([\w.-]+(?:\s*[,;]\s*[\w.-]+)*)\]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MARKUP = re.compile(
    r"<[^>\s][^>]*>|&[a-z#]\w+;|!?\[[^\]]*\]\([^)]*\)|https?:|www\.|\bjavascript:|`|\*\*|^#{1,6}\s|\|.*\|.*\||\{\{|\bdata:",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-Z][\w’'-]*[a-z][\w’'-]*|\b[A-Z]{2,}\b")
LONGEST = 1_000
LEAST_WORDS = 2
_WORD = re.compile(r"[^\W\d_]{2,}")
MOST_LINES = 60
SILENT = "The papers do not say."
"""The one sentence that a model may write without a quote."""


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

    A sentence stands when it cites quotes that were given to the model, and each number, name, opposite, plan and
    negation in it is one of theirs.
    """
    lines = []
    for words in sentences_of(reply):
        lines.append(check_sentence(words, quotes))
        if len(lines) == MOST_LINES:
            break
    return Draft(tuple(lines))


def sentences_of(reply: str) -> list[str]:
    """The sentences of a reply, each with the marks that follow it."""
    clean = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in reply)
    found, start = [], 0
    for end in _END.finditer(clean):
        found.append(clean[start : end.end()].strip())
        start = end.end()
    return [sentence for sentence in found if re.search(r"\w", sentence)]


def check_sentence(sentence: str, quotes: Mapping[str, str]) -> Line:
    """One sentence beside the quotes that it cites."""
    cited = tuple(dict.fromkeys(one.strip() for marks in _MARK.findall(sentence) for one in re.split("[,;]", marks)))
    text = re.sub(r"\s+(?=[.,;:!?])", "", " ".join(_MARK.sub("", sentence).split()))
    if _MARKUP.search(_MARK.sub("", sentence)):
        return Line(text[:LONGEST], cited, "It holds mark-up or a link.")
    unknown = [one for one in cited if one not in quotes]
    if not cited or unknown:
        return Line(
            text[:LONGEST], cited, "It cites no quote." if not cited else f"It cites {unknown[0]}, which is no quote."
        )
    if len(_WORD.findall(text)) < LEAST_WORDS:
        return Line(text[:LONGEST], cited, "It is no sentence.")
    if len(text) > LONGEST:
        return Line(text[:LONGEST], cited, "It is too long for one sentence.")
    said = " ".join(quotes[one] for one in cited)
    return Line(text, cited, next((why for check in CHECKS if (why := check(text, said))), ""))


def _numbers(text: str, said: str) -> str:
    missing = sorted(_figures(text) - _figures(said))
    return f"The number {missing[0]} is not in its quote." if missing else ""


def _ratings(text: str, said: str) -> str:
    named = {one.lower() for one in _pattern("ratings").findall(text)} - {
        one.lower() for one in _pattern("ratings").findall(said)
    }
    return f"It gives a rating, {sorted(named)[0]}, that its quote does not." if named else ""


def _names(text: str, said: str) -> str:
    known = {one.lower().removesuffix("’s").removesuffix("'s") for one in re.findall(r"[\w’'-]+", said)}
    first = text[: len(text) - len(text.lstrip("“\"'(‘"))]
    for found in _NAME.finditer(text):
        name = found[0].removesuffix("’s").removesuffix("'s")
        begins = found.start() == len(first) or text[: found.start()].rstrip().endswith((".", ":", "“"))
        if (
            name.lower() not in known
            and name not in _written()["not_names"]
            and not (begins and name.islower() is False and not name.isupper() and _common(name))
        ):
            return f"The name {name} is not in its quote."
    return ""


def _common(word: str) -> bool:
    """Whether a word that begins a sentence is an ordinary one: it is taken for a name only inside a sentence."""
    return bool(re.fullmatch(r"[A-Z][a-z]+", word))


def _negation(text: str, said: str) -> str:
    # One half of a quote may be negative where the other is not; a negative sentence still needs a negative quote.
    if bool(_pattern("negated").search(text)) != bool(_pattern("negated").search(said)):
        return "It turns what its quote says the other way round."
    return ""


def _whole(text: str, said: str) -> str:
    found = _pattern("whole").search(text)
    return f"Its quote does not say “{found[0]}”." if found and not _pattern("whole").search(said) else ""


def _opposites(text: str, said: str) -> str:
    for one, other in _opposite_pairs():
        for here, there in ((one, other), (other, one)):
            if here.search(text) and not here.search(said) and there.search(said):
                return f"It says “{here.search(text)[0]}” where its quote says “{there.search(said)[0]}”."  # type: ignore[index]
    return ""


def _plans(text: str, said: str) -> str:
    if (
        _pattern("planned").search(said)
        and not _pattern("planned").search(text)
        and not _pattern("negated").search(text)
    ):
        done = re.search(r"\b(?:\w+ed|has|have|had|was|were|is|are)\b", said)
        planned_only = done is None or _pattern("planned").search(said).start() < done.start()  # type: ignore[union-attr]
        return "Its quote only plans or asks for this." if planned_only else ""
    return ""


CHECKS: tuple[Callable[[str, str], str], ...] = (_numbers, _ratings, _names, _negation, _whole, _opposites, _plans)


def _figures(text: str) -> set[str]:
    """Every number of a text, in figures, however it is written; "one" by itself counts nothing."""
    words = _written()["numbers"]
    spelt = {
        str(words[one.lower()])
        for one in re.findall(r"[A-Za-z]+", text)
        if one.lower() in words and one.lower() != "one"
    }
    return {found.replace(",", "") for found in _NUMBER.findall(text)} | spelt


@cache
def _opposite_pairs() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    return [
        (re.compile(rf"\b(?:{a})", re.IGNORECASE), re.compile(rf"\b(?:{b})", re.IGNORECASE))
        for a, b in _written()["opposites"]
    ]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_written()[name]})\b", re.IGNORECASE)


@cache
def _written() -> dict[str, Any]:
    written: dict[str, Any] = load_yaml((Path(__file__).parent / "polarity.yaml").read_text("utf-8"))
    return written
