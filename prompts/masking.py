"""What may say who a child is, taken out before words leave the machine, and put back when they return."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NHS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
_PUPIL = re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[A-Z0-9]\b|\b[A-Z]\d{12}\b")
_BORN = re.compile(
    r"\b(?:born(?: on)?|d\.?o\.?b\.?:?|date of birth:?)\s*(\d{1,2}[\s./-]+(?:\d{1,2}|[A-Za-z]{3,9})[\s./-]+\d{2,4})",
    re.IGNORECASE,
)
_MARK = re.compile(r"\bCHILD[_ ]?(?:NAME|NUMBER|BIRTH)[_ ]?(\d+)\b", re.IGNORECASE)


_AGED = re.compile(
    r"\b(?P<name>[A-Z][a-z’'-]+(?:\s+[A-Z][a-z’'-]+){1,2})(?P<between>[^.;\n]{0,40}?)"
    r"(?:\baged?\s+(?P<a>\d{1,2})\b|\((?:aged\s+)?(?P<b>\d{1,2})\)|\b(?P<c>\d{1,2})[- ]year[- ]old\b|\bborn\b|\bd\.?o\.?b\b)",
)
_LABELLED = re.compile(
    r"\b(?i:child(?:'s|’s)? name|name of (?:the )?child|pupil(?: name)?|young person)\s*:\s*(?P<name>[A-Z][a-z’'-]+(?:\s+[A-Z][a-z’'-]+)*)"
)
ADULT = 18
SHORTEST_PART = 2


def names_of_children(text: str) -> tuple[str, ...]:
    """Full names beside a child's age, a birth or a label that says whose they are; each with its first and last alone."""
    found = [match["name"] for match in _LABELLED.finditer(text)]
    for match in _AGED.finditer(text):
        age = match["a"] or match["b"] or match["c"]
        if age is None or int(age) < ADULT:
            found.append(match["name"])
    return with_parts(found)


def with_parts(names: Iterable[str]) -> tuple[str, ...]:
    """Each full name, and its first and last by themselves: either may say who the child is."""
    found = [part for name in names for part in (name, *name.split()[:: max(1, len(name.split()) - 1)])]
    return tuple(dict.fromkeys(part for part in found if len(part) >= SHORTEST_PART))


def _as_written(name: str) -> re.Pattern[str]:
    """A full name however its letters are written; one word alone only as a name is: Grace and GRACE, not grace."""
    words = r"\s+".join(map(re.escape, name.split()))
    if " " in name:
        return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
    return re.compile(rf"(?<!\w)(?:{words}|{re.escape(name.upper())})(?!\w)")


@dataclass(frozen=True)
class Masked:
    """Texts without identifiers, and what stood in the place of each mark."""

    texts: tuple[str, ...]
    behind: tuple[tuple[str, str], ...]

    def restored(self, text: str) -> str:
        """The text with each mark changed back into what it stands for; a mark that was never given is left as it is."""
        known = {mark.upper().replace(" ", "_"): words for mark, words in self.behind}
        return _MARK.sub(lambda found: known.get(found[0].upper().replace(" ", "_"), found[0]), text)


def masked(texts: Iterable[str], names: Iterable[str] = ()) -> Masked:
    """Masks NHS and pupil numbers, dates of birth, and the names that were flagged as a child's, the same one by the same mark."""
    marks: dict[str, str] = {}
    ordered = sorted({name.strip() for name in names if len(name.strip()) > 1}, key=lambda name: (-len(name), name))
    flagged = [_as_written(name) for name in ordered]

    def mark(words: str, kind: str) -> str:
        key = " ".join(words.split())
        marks.setdefault(key, f"CHILD_{kind}_{len(marks) + 1}")
        return marks[key]

    def one(text: str) -> str:
        text = _BORN.sub(lambda found: found[0].replace(found[1], mark(found[1], "BIRTH")), text)
        text = _NHS.sub(lambda found: mark(found[0], "NUMBER"), text)
        text = _PUPIL.sub(lambda found: mark(found[0], "NUMBER"), text)
        for pattern in flagged:
            text = pattern.sub(lambda found: mark(found[0], "NAME"), text)
        return text

    done = tuple(one(text) for text in texts)
    return Masked(done, tuple((name, words) for words, name in marks.items()))
