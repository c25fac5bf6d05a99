"""The focus: which clauses of a passage are about the question that is being asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.yaml_text import load_yaml
from rules.clauses import Clause
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
def _topics_of(focus: str) -> tuple[tuple[Topic, ...], frozenset[str]]:
    asked = {word.form for word in words_of(focus)}
    topics = tuple(topic for topic in load_topics() if topic.asks & asked)
    return topics, frozenset(stem(word) for word in asked if len(word) > 3)


def nearness(clauses: tuple[Clause, ...], focus: str | None) -> tuple[float, ...]:
    """How much each clause is about the focus, 0 to 1; all 1 where there is no focus or nothing tells them apart."""
    if not focus or len(clauses) < 2:
        return (1.0,) * len(clauses)
    topics, stems = _topics_of(focus)
    counts = [_touches(clause, topics, stems) for clause in clauses]
    most = max(counts)
    if most == 0:
        return (1.0,) * len(clauses)
    return tuple(count / most for count in counts)


def _touches(clause: Clause, topics: tuple[Topic, ...], stems: frozenset[str]) -> float:
    words = {word.form for word in clause.words}
    by_topic = sum(1.0 for topic in topics if any(topic.holds(word) for word in words))
    return by_topic + 0.5 * len({stem(word) for word in words} & stems)
