"""The focus: which clauses of a passage are about the question that is being asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.yaml_text import load_yaml
from rules.clauses import clauses_of
from rules.wording import stem, words_of

TOPICS_FILE = Path(__file__).with_name("topics.yaml")


@dataclass(frozen=True)
class Topic:
    """Words that go together in this field."""

    asks: frozenset[str]
    whole: frozenset[str]
    beginnings: tuple[str, ...]

    def holds(self, word: str) -> bool:
        return word in self.whole or word.startswith(self.beginnings)


@lru_cache(maxsize=1)
def load_topics() -> tuple[Topic, ...]:
    data = load_yaml(TOPICS_FILE.read_text(encoding="utf-8"))
    return tuple(
        Topic(
            frozenset(entry["asks"]),
            frozenset(word for word in entry["words"] if not word.endswith("*")),
            tuple(word[:-1] for word in entry["words"] if word.endswith("*")),
        )
        for entry in data["topics"].values()
    )


@lru_cache(maxsize=256)
def _topics_of(focus: str) -> tuple[frozenset[int], frozenset[str]]:
    """The topics that are asked about, by their place in the file, and the stems of the words that ask."""
    asked = {word.form for word in words_of(focus)}
    topics = frozenset(place for place, topic in enumerate(load_topics()) if topic.asks & asked)
    return topics, frozenset(stem(word) for word in asked if len(word) > 3)


def nearness(text: str, focus: str | None) -> tuple[float, ...]:
    """How much each clause of a passage is about the focus, 0 to 1; all 1 where there is no focus or nothing tells them apart."""
    clauses = clauses_of(text)
    if not focus or len(clauses) < 2:
        return (1.0,) * len(clauses)
    topics, stems = _topics_of(focus)
    counts = [len(held & topics) + 0.5 * len(own & stems) for held, own in _subjects(text)]
    most = max(counts)
    if most == 0:
        return (1.0,) * len(clauses)
    return tuple(count / most for count in counts)


@lru_cache(maxsize=2048)
def _subjects(text: str) -> tuple[tuple[frozenset[int], frozenset[str]], ...]:
    """The topics and the stems of each clause: the same whatever is asked."""
    forms = [{word.form for word in clause.words} for clause in clauses_of(text)]
    return tuple((frozenset().union(*map(_topics_with, each)), frozenset(map(stem, each))) for each in forms)


@lru_cache(maxsize=8192)
def _topics_with(word: str) -> frozenset[int]:
    return frozenset(place for place, topic in enumerate(load_topics()) if topic.holds(word))
