"""Whole papers that teach nothing: how well finder and reader as they are shipped find evidence in them, and read what it says.

A passage is read for its question; the product reads it for each of the question's parts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.fitting.agreement import agreement, f1_of
from app.fitting.readings import LabelledPassage, labelled_passages
from app.proposing.assessing import BEARS_AT_LEAST, MAY_BEAR, relevance_for
from app.proposing.leaning import leanings_of
from app.proposing.stores import Stores
from indexer.adapted import pair
from indexer.relevance import together
from rules.assertion import says_something
from rules.evidence import Stance
from rules.framework import Framework
from rules.judging import RATES_AT_LEAST
from rules.stance import read_stance

PAPERS_APART = Path(__file__).parent / "papers_apart"
"""Papers of invented partnerships, written and labelled passage by passage by people who saw nothing of the service."""

Json = dict[str, Any]
Flags = NDArray[np.bool_]


def apart_figures(framework: Framework, stores: Stores, folder: Path = PAPERS_APART) -> Json:
    """What is shown and what may count against what the writers labelled, and the stances of what they labelled."""
    passages = labelled_passages(folder)
    groups = [question.id for question in framework.questions]
    bears = np.array([[group in one.questions for group in groups] for one in passages])
    scores, said = _scores_and_stances(framework, stores, passages, bears)
    true = [passages[at].questions[groups[group]] for at, group in np.argwhere(bears)]
    return {
        "passages": len(passages),
        "labels": len(true),
        "shown": _found(scores >= BEARS_AT_LEAST, bears),
        "sure enough to count": _found(scores >= RATES_AT_LEAST, bears),
        "stance": agreement(said, true),
    }


def _scores_and_stances(
    framework: Framework, stores: Stores, passages: list[LabelledPassage], bears: Flags
) -> tuple[NDArray[np.float64], list[Stance]]:
    """How surely each passage bears on each question, and how each labelled passage is read for its question."""
    relevance, told = relevance_for(framework, stores.taught), [one.told for one in passages]
    found = relevance.scores(told, stores.papers.vectors(told))
    found[[not says_something(one.text, style_of(one)) for one in passages]] = 0
    read = np.argwhere(bears | (found >= MAY_BEAR))
    pairs = [pair(told[at], framework.questions[group].text) for at, group in read]
    leanings = leanings_of(stores.reader.labels, stores.leanings.vectors(pairs))
    scores, said = np.zeros_like(found), []
    for (at, group), leaning in zip(read, leanings, strict=True):
        if found[at, group] >= MAY_BEAR:
            scores[at, group] = together(relevance.reading, found[at, group], leaning.bears)
        if bears[at, group]:
            one = passages[at]
            headings = (one.heading,) if one.heading else ()
            said.append(read_stance(one.text, framework.questions[group].text, headings, leaning.stances).stance)
    return scores, said


def style_of(passage: LabelledPassage) -> str:
    """How it stood in its paper, which its cells tell."""
    return "row" if " | " in passage.text else "paragraph"


def _found(says: Flags, true: Flags) -> Json:
    both, shown, wanted = int((says & true).sum()), int(says.sum()), int(true.sum())
    return {
        "f1": round(f1_of(says, true), 3),
        "of the evidence": round(both / max(1, wanted), 3),
        "precision": round(both / max(1, shown), 3),
    }
