"""What the finder takes for evidence and a person did not: kept, so that what was taught by it can be measured again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.fitting.held_out import StaleFit, hash_of
from app.fitting.readings import LabelledPassage, Pairing, Reading, labelled_passages, labelled_readings
from indexer.adapted import LEANING
from rules.framework import Framework

KEPT = LEANING.with_name("leaning-mistaken.tsv")

Mistaken = tuple[int, str]
"""The place of a passage among the labelled ones, and the question that it was taken to bear on."""


def keep_mistaken(found: Iterable[Mistaken], path: Path = KEPT) -> None:
    """Writes them, under the hash of the passages that the places are among."""
    lines = [_hash_of(labelled_passages()), *(f"{place}\t{question}" for place, question in found)]
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


def every_pairing(framework: Framework, path: Path = KEPT) -> list[Pairing]:
    """All that an adapter is taught: the readings, and after them what was mistaken for such; StaleFit where that is of other passages."""
    passages = labelled_passages()
    told, *lines = path.read_text("ascii").splitlines() if path.exists() else [""]
    if told != _hash_of(passages):
        raise StaleFit
    places = [(passages[int(place)], question) for place, question in (line.split("\t") for line in lines)]
    return [*labelled_readings(framework), *(_pairing(framework, one, question) for one, question in places)]


def readings_of(pairings: Iterable[Pairing]) -> list[Reading]:
    """Those that a person found to be evidence."""
    return [one for one in pairings if isinstance(one, Reading)]


def _pairing(framework: Framework, passage: LabelledPassage, question: str) -> Pairing:
    return Pairing(passage.source, passage.text, passage.heading, framework.question(question).text)


def _hash_of(passages: Iterable[LabelledPassage]) -> str:
    return hash_of([f"{one.source}\t{one.told}\t{sorted(one.questions.items())}" for one in passages])
