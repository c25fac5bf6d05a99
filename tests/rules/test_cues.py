"""Cues are looked for only where their words stand; none is passed over that is there."""

from __future__ import annotations

import pytest

from app.fitting.readings import labelled_readings
from corpus.likely import Likely
from rules import cues
from rules.clauses import Clause, clauses_of
from rules.cues import find_cues, load_cues
from rules.framework_file import framework_named

AWKWARD = (
    "Page 12 of 40 was signed, and 2024 was not.",
    "Not one of the three partners had not seen it.",
    "Status: | Owner: police | Due: 31 March",
    "No longer a worry; half of 51 were seen – 93 per cent, as it happens.",
    "£40,000 was not found. It was to be agreed in the spring, but it never was.",
)


def clauses() -> list[Clause]:
    texts = [one.text for one in labelled_readings(framework_named("six-steps"))[::12]]
    return [clause for text in (*AWKWARD, *texts) for clause in clauses_of(text)]


def test_the_filter_passes_over_no_cue_that_trying_each_would_find(monkeypatch: pytest.MonkeyPatch) -> None:
    filtered = [find_cues(one) for one in clauses()]
    everything = [one.pattern.pattern for one in load_cues()]
    monkeypatch.setattr(cues, "_likely", lambda: Unfiltered(everything))
    assert filtered == [find_cues(one) for one in clauses()]
    assert sum(map(len, filtered)) > 1_000


def test_most_cues_need_not_be_tried() -> None:
    tried = [len(cues._likely().places("".join(f"{word.form} " for word in one.words))) for one in clauses()]
    assert sum(tried) < 0.25 * len(tried) * len(load_cues())


class Unfiltered(Likely):
    """Every place, whatever the text."""

    def __init__(self, expressions: list[str]) -> None:
        super().__init__([])
        self.all = list(range(len(expressions)))

    def places(self, text: str) -> list[int]:
        return self.all
