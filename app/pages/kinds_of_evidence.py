"""Which question rests on which kind of scrutiny: what counts, by where it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.pages.charts import WIDTH, Bar, Chart
from app.pages.framework import Layout
from app.pages.words import counted
from rules.origins import OWN_PAPERS, Origin, origin_of, origins


@dataclass(frozen=True)
class Slice:
    """One piece of a question's bar: where it begins, how long it is, and which origin it stands for."""

    origin: str
    start: float
    length: float


@dataclass(frozen=True)
class OriginRow:
    """One question with how many passages that count come from each origin."""

    id: str
    text: str
    counts: tuple[int, ...]
    slices: tuple[Slice, ...]
    said: str

    @property
    def total(self) -> int:
        """How many passages count."""
        return sum(self.counts)


@dataclass(frozen=True)
class OriginsPage:
    """Every question by origin, and all of them together."""

    origins: tuple[Origin, ...]
    rows: tuple[OriginRow, ...]
    chart: Chart
    unused: tuple[Origin, ...]
    """Kinds of scrutiny from which nothing counts on any question."""


def origins_page(content: Mapping[str, Any], layout: Layout) -> OriginsPage:
    """The page from an assessment: each passage that counts is counted once a question."""
    shown = tuple(origins().values())
    of_paper = {each["id"]: origin_of(each.get("kind"), each.get("title") or "") for each in content["documents"]}
    most, counts = 1, {}
    for question in content["questions"]:
        counts[question["id"]] = _counts(question, of_paper)
        most = max(most, sum(counts[question["id"]].values()))
    rows = tuple(
        _row(each, layout.texts.get(each, ""), counts.get(each, Counter()), shown, most) for each in layout.order
    )
    together = sum(counts.values(), Counter[str]())
    longest = max(together.values(), default=0) or 1
    bars = tuple(
        Bar(one.name, together[one.id], "count", round(WIDTH * together[one.id] / longest, 1)) for one in shown
    )
    chart = Chart("origins", "Evidence that counts, by where it comes from", "Passages", bars)
    return OriginsPage(shown, rows, chart, tuple(one for one in shown if not together[one.id]))


def _counts(question: Mapping[str, Any], of_paper: Mapping[str, str]) -> Counter[str]:
    counting = {
        (each["document"], each.get("segment"), each["start"], each["end"])
        for part in question["parts"]
        for each in part["evidence"]
        if each["counts"]
    }
    return Counter(of_paper.get(document, OWN_PAPERS) for document, *_ in counting)


def _row(question: str, text: str, counts: Counter[str], shown: tuple[Origin, ...], most: int) -> OriginRow:
    slices, at = [], 0.0
    for one in shown:
        length = round(WIDTH * counts[one.id] / most, 2)
        if length:
            slices.append(Slice(one.id, round(at, 2), length))
        at += length
    return OriginRow(question, text, tuple(counts[one.id] for one in shown), tuple(slices), _said(counts, shown))


def _said(counts: Counter[str], shown: tuple[Origin, ...]) -> str:
    """On what the question rests, in a few words."""
    there = [one for one in shown if counts[one.id]]
    if not there:
        return "Nothing counts"
    if len(there) == 1:
        return f"{there[0].name} alone"
    return counted(len(there), "kind")
