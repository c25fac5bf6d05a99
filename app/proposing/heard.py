"""What the words of each paper were heard to say, kept from one assessment to the next: only a new paper is looked into."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from app.packs.sealed import Sealed, key_of
from corpus.document import Document, Passage
from rules.evidence import Heard, Stance
from rules.framework import Framework


class HeardBefore:
    """What was heard under one framework with the same models, a paper at a time."""

    def __init__(self, kept: Sealed, framework: Framework, models: Mapping[str, object]) -> None:
        self.kept = kept
        # Not the hash of its file: a question that is tried is looked for in a framework of its own making.
        self._made_by = hashlib.sha256(_bytes_of((framework, models))).digest()

    def take(self, document: Document, passages: Sequence[Passage]) -> list[Heard] | None:
        """What was heard of a paper's parts; None where it must be listened to, because it is new or is not what it was."""
        written = self.kept.take(self._key(document, passages)) if self.kept.folder else None
        return None if written is None else [_heard(row, passages) for row in json.loads(written)]

    def keep(self, document: Document, passages: Sequence[Passage], heard: Sequence[Heard]) -> None:
        """Keeps what was heard of a paper, which may be nothing."""
        if self.kept.folder:
            places = {one.id: place for place, one in enumerate(passages)}
            rows = [_row(one, places[one.passage.id]) for one in heard]
            self.kept.keep(self._key(document, passages), json.dumps(rows).encode())

    def _key(self, document: Document, passages: Sequence[Passage]) -> bytes:
        """Of all that is listened to: the words, the headings that they stand under, and the title."""
        said = _bytes_of([(one.text, one.style, one.headings) for one in passages])
        return key_of("heard", self._made_by, document.profile.title, said)


def _row(heard: Heard, place: int) -> list[Any]:
    return [
        place,
        heard.part,
        heard.score,
        heard.bears_because,
        heard.found_by,
        heard.stance,
        heard.stance_because,
        heard.strength,
        heard.refused,
        heard.unclear,
    ]


def _heard(row: Sequence[Any], passages: Sequence[Passage]) -> Heard:
    place, part, score, bears_because, found_by, stance, *rest = row
    return Heard(part, passages[place], score, bears_because, tuple(found_by), Stance(stance), *rest)


def _bytes_of(said: object) -> bytes:
    return repr(said).encode("utf-8", "surrogatepass")
