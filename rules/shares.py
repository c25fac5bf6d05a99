"""What share of a whole some words count: "eleven of seventeen" is 0.65."""

from __future__ import annotations

import re

_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_UNITS = tuple(f"zero one two three four five six seven eight nine {_TEENS}".split())
_TENS = {
    word: 10 * place
    for place, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)
}
_FIGURE = re.compile(r"\A\d{1,3}(?:,\d{3})*(?:\.\d+)?\Z|\A\d+(?:\.\d+)?\Z")


def share_in(words: str) -> float | None:
    """The first number of the words over the last, where both are numbers and the first is the smaller; else None."""
    numbers = [number for number in map(number_of, words.split()) if number is not None]
    if len(numbers) < 2 or not 0 <= numbers[0] <= numbers[-1] or numbers[-1] == 0:
        return None
    return numbers[0] / numbers[-1]


def number_of(word: str) -> float | None:
    """A number in figures or in words up to ninety-nine; None where the word is no number."""
    word = word.lower().strip(".,;:()")
    if _FIGURE.match(word):
        return float(word.replace(",", ""))
    if word in _UNITS:
        return float(_UNITS.index(word))
    tens, _, unit = word.partition("-")
    if tens in _TENS and (not unit or unit in _UNITS[1:10]):
        return float(_TENS[tens] + (_UNITS.index(unit) if unit else 0))
    return None
