"""Which of the passages found are shown as an answer: none where it is not sure enough that any is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.answering.filters import NO_FILTERS, Filters
from app.answering.looking import Found, Papers, look
from app.answering.readers import Readers
from app.answering.sureness import Signs, Sureness, Weights, sureness
from app.answering.understanding import Clause
from indexer.adapted import Reads, pair

MOST_QUOTES = 8
READ = 24
"""So many of the closest are read beside the question: reading more showed no more of what answers (`make eval-asking`)."""
MOST_OTHERS, OTHERS_READ = 2, 12
"""How many quotes are shown from papers that do not stand (superseded, drafts, another area's), and how many are read for them."""
SURE_ENOUGH_TO_DENY = 0.5
"""A passage that says otherwise is shown from this share of the sureness that others need, where none that is shown does."""
MOST_WORDS = 30
"""Beyond this a passage is long, whatever its length."""
SUREST = 4
"""By so many of the surest it is judged how much of the question's subject is met."""


@dataclass(frozen=True)
class Weighed:
    """A passage that was found, what the cross-encoder makes of it, in log-odds, and how sure it is that it answers, 0 to 1."""

    found: Found
    read: float
    sure: float


@dataclass(frozen=True)
class Chosen:
    """What is shown: from papers that stand; further ones, shown if they say otherwise; only where none stands, from others."""

    near: tuple[Weighed, ...] = ()
    further: tuple[Weighed, ...] = ()
    elsewhere: tuple[Weighed, ...] = ()


def choose(papers: Papers, clause: Clause, readers: Readers, filters: Filters = NO_FILTERS) -> Chosen:
    """What answers the clause, surest first."""
    found = look(papers, clause, readers.queries, filters)
    own = weigh(papers, clause, readers.answering, [one for one in found if one.document.standing == "current"][:READ])
    if near := shown(own, clause, sureness()):
        least = SURE_ENOUGH_TO_DENY * sureness().passage.threshold
        rest = own[len(near) : len(near) + MOST_QUOTES]
        return Chosen(near, tuple(one for one in rest if one.sure >= least))
    others = [one for one in found if one.document.standing != "current"][:OTHERS_READ]
    return Chosen(elsewhere=shown(weigh(papers, clause, readers.answering, others), clause, sureness())[:MOST_OTHERS])


def weigh(papers: Papers, clause: Clause, reader: Reads, found: Sequence[Found]) -> list[Weighed]:
    """Each of those found read beside the question; surest first."""
    return in_order(found, read(papers, clause, reader, found), sureness().passage) if found else []


def in_order(found: Sequence[Found], reads: NDArray[np.float32], weights: Weights) -> list[Weighed]:
    """Passages with what was read of them, the surest by these weights first."""
    sure = weights.of(signs_of(found, reads)).tolist()
    weighed = [Weighed(*each) for each in zip(found, reads.tolist(), sure, strict=True)]
    return sorted(weighed, key=lambda one: (-one.sure, one.found.hit.passage.id))


def read(papers: Papers, clause: Clause, reader: Reads, found: Sequence[Found]) -> NDArray[np.float32]:
    """What the cross-encoder makes of each passage, told with its paper and headings, for the question; log-odds."""
    told = [papers.described[one.hit.passage.id].in_context for one in found]
    rows: NDArray[np.float32] = reader.embed([pair(each, clause.searched) for each in told])[:, 0]
    return rows


def signs_of(found: Sequence[Found], reads: NDArray[np.float32]) -> Signs:
    """By what it is judged how surely each of these answers: `SIGNS`, in their order."""
    best, closest = float(reads.max()), max(one.closeness for one in found)
    rows = [
        (
            each,
            best - each,
            one.closeness,
            one.closeness / closest if closest > 0 else 0.0,
            min(MOST_WORDS, len(one.hit.passage.text.split())),
            one.named,
        )
        for one, each in zip(found, reads.tolist(), strict=True)
    ]
    return np.array(rows, dtype=np.float64)


def signs_of_any(weighed: Sequence[Weighed], clause: Clause) -> Signs:
    """By what it is judged whether any of these, surest first, answers: `SIGNS_OF_ANY`, in their order."""
    surest = weighed[:SUREST]
    return np.array(
        [
            sum(one.sure for one in weighed[:3]) / max(1, len(weighed[:3])),
            max(one.read for one in weighed),
            max(one.found.covered for one in surest),
            max(one.found.rarest for one in surest),
            float(clause.wants_figure),
            max(one.found.named for one in surest),
        ]
    )


def shown(weighed: Sequence[Weighed], clause: Clause, sureness: Sureness) -> tuple[Weighed, ...]:
    """The surest, if the question is answered at all, and those beside it that are sure enough."""
    if not weighed or not sureness.answers(signs_of_any(weighed, clause)):
        return ()
    return (weighed[0], *(one for one in weighed[1:MOST_QUOTES] if one.sure >= sureness.passage.threshold))
