"""Which passages bear on which subject: how they read beside its statements, what words they name, what people labelled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from indexer.embedder import Vectors
from indexer.heads import Heads
from indexer.phrases import Phrases

Array = NDArray[np.float64]

FEATURES = (
    "meaning head",
    "words head",
    "meaning head beside its rivals",
    "words head beside its rivals",
    "nearest statement",
    "three nearest statements",
    "three nearest beside rivals",
    "nearest look-alike",
    "words of the question",
    "words of the parts",
    "any word of the parts",
)
FROM_LABELS = 4
"""How many of the features, the first, come from weights fitted on labelled passages."""
LEAST = 1e-4
NEAREST = 3
RIVALS = 3
TERM_WORTH = 0.08
"""How much a word that the part's terms look for adds to its cosine when a passage is given to parts."""
KINDRED_AT_MOST = 0.5
"""How sure a passage can be of a part whose question nobody labelled passages for, while it names none of the part's words."""
PART_MARGIN = 0.15
"""A passage bears on its nearest part, and on those of the question within this margin of it."""


@dataclass(frozen=True)
class Subject:
    """One thing to look for: the group that it belongs to, how it is said, what is mistaken for it, and its words."""

    id: str
    group: str
    statements: tuple[str, ...]
    mistaken_for: tuple[str, ...]
    terms: tuple[str, ...]
    about: tuple[str, ...]
    """Words of the whole group, the same for each of its subjects."""
    akin: tuple[str, ...]
    """The labelled groups that ask the same: what people labelled for those finds passages for this one."""
    labelled: bool = True
    """Whether people labelled passages for this very group, and not for its kin alone."""


@dataclass(frozen=True)
class Sighting:
    """A passage, by its place in the list, that bears on a subject: how surely, like which statement, by which words."""

    place: int
    subject: str
    score: float
    nearest: str
    named: tuple[str, ...]
    chief: bool
    """Whether no other subject of the group is nearer to the passage."""


class Relevance:
    """Scores passages against subjects; the same passages and subjects give the same scores."""

    def __init__(self, subjects: Sequence[Subject], statements: Vectors, look_alikes: Vectors, heads: Heads) -> None:
        """`statements` and `look_alikes` hold one unit vector a sentence, in the order of the subjects."""
        self.subjects = tuple(subjects)
        self.groups = tuple(dict.fromkeys(one.group for one in subjects))
        self.heads = heads
        self.reading: list[float] = heads.reading.tolist()
        self.statements = statements
        self.look_alikes = look_alikes
        self._labelled = {one.id: one.labelled for one in subjects}
        self._sentences = [text for one in subjects for text in one.statements]
        self._of_subject = np.repeat(np.arange(len(subjects)), [len(one.statements) for one in subjects])
        self._akin = {one.group: one.akin for one in subjects}
        self._members = {group: [i for i, one in enumerate(subjects) if one.group == group] for group in self.groups}
        self._own = [np.nonzero(self._of_subject == i)[0] for i in range(len(subjects))]
        self._about = self._counted(lambda one: one.about, [subjects[own[0]] for own in self._members.values()])
        self._terms = self._counted(lambda one: one.terms, subjects)
        group_at = np.array([self.groups.index(one.group) for one in subjects])
        self._group_of_statement = group_at[self._of_subject]
        self._group_of_look_alike = np.repeat(group_at, [len(one.mistaken_for) for one in subjects])

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases([*self._about, *self._terms])

    def features(self, texts: Sequence[str], vectors: Vectors) -> Array:
        """Shape (texts, groups, len(FEATURES))."""
        cosines = vectors @ self.statements.T
        nearest = self._by_group(cosines, self._group_of_statement, 1)
        three = self._by_group(cosines, self._group_of_statement, NEAREST)
        look_alike = self._by_group(vectors @ self.look_alikes.T, self._group_of_look_alike, 1)
        about, terms = self._word_counts(texts)
        return np.stack(
            [
                *self._from_labels(texts, vectors),
                nearest,
                three,
                three - _rivals(three),
                look_alike,
                np.log1p(about),
                np.log1p(terms),
                (terms > 0).astype(np.float64),
            ],
            axis=-1,
        )

    def scores(self, texts: Sequence[str], vectors: Vectors) -> Array:
        """How surely each text bears on each group, 0 to 1, shape (texts, groups)."""
        taught = np.array([bool(self._akin[group]) for group in self.groups])
        mixture = np.where(taught[:, None], self.heads.mixture, self.heads.plain_mixture).astype(np.float64)
        features = self.features(texts, vectors)
        logits = np.einsum("tgf,gf->tg", features, mixture[:, :-1]) + mixture[:, -1]
        return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float64)

    def sightings(
        self, texts: Sequence[str], vectors: Vectors, scores: Array | Vectors, least: float, bare: Sequence[str] = ()
    ) -> list[Sighting]:
        """Every text that by its scores bears on a group at least this surely, given to the parts that it is nearest to.

        `bare` are the texts without their headings: for a group that nobody labelled, a heading's words name nothing.
        """
        if not texts:
            return []
        cosines = vectors @ self.statements.T
        found = []
        for place, group in zip(*np.nonzero(scores >= least), strict=True):
            labelled = self.subjects[self._members[self.groups[group]][0]].labelled
            text = texts[place] if labelled or not bare else bare[place]
            found += self._parts(int(place), int(group), float(scores[place, group]), text, cosines[place])
        return found

    def borne_out(self, sighting: Sighting, read: float) -> float:
        """How surely a passage bears on a subject once a reader has seen it beside the question, and was so sure that it does.

        The reader was taught the labelled questions alone; of others the finder's word stands.
        """
        labelled = self._labelled[sighting.subject]
        return together(self.reading, sighting.score, read) if labelled else sighting.score

    def _parts(self, place: int, group: int, score: float, text: str, cosines: Vectors) -> list[Sighting]:
        near = []
        members = self._members[self.groups[group]]
        for i in members:
            subject, own = self.subjects[i], self._own[i]
            best = int(own[np.argmax(cosines[own])])
            named = words_named(subject.terms, self._phrases.search(text))
            near.append((float(cosines[best]) + TERM_WORTH * bool(named), subject.id, self._sentences[best], named))
        top = max(worth for worth, *_ in near)
        taught = all(self.subjects[i].labelled for i in members)
        kindred = score if taught else min(score, KINDRED_AT_MOST)
        return [
            Sighting(place, subject, round(score if named else kindred, 4), nearest, named, worth == top)
            for worth, subject, nearest, named in near
            if worth >= top - PART_MARGIN
        ]

    def _by_group(self, cosines: Vectors, group_of: NDArray[np.int64], top: int) -> Array:
        out = np.zeros((len(cosines), len(self.groups)))
        for group in range(len(self.groups)):
            own = cosines[:, group_of == group]
            if own.shape[1]:
                out[:, group] = np.sort(own, axis=1)[:, -top:].mean(axis=1)
        return out

    def _from_labels(self, texts: Sequence[str], vectors: Vectors) -> list[Array]:
        """What labelled passages say: two scores a group, then each beside those of its rivals."""
        heads = self.heads
        meaning = (vectors @ heads.meaning + heads.meaning_bias).astype(np.float64)
        words = (heads.vocabulary.dot(texts, heads.words) + heads.words_bias).astype(np.float64)
        return [self._of_akin(one) for one in (meaning, words)] + [
            self._of_akin(one - _rivals(one)) for one in (meaning, words)
        ]

    def _of_akin(self, scores: Array) -> Array:
        """A column a group: the highest score among the labelled groups that it is akin to, or nothing."""
        out = np.zeros((len(scores), len(self.groups)))
        for at, group in enumerate(self.groups):
            columns = [self.heads.groups.index(one) for one in self._akin[group]]
            if columns:
                out[:, at] = scores[:, columns].max(axis=1)
        return out

    def _word_counts(self, texts: Sequence[str]) -> tuple[Array, Array]:
        """How many expressions of each group, and of its parts, stand in each text."""
        about = np.zeros((len(texts), len(self.groups)))
        terms = np.zeros_like(about)
        for row, text in enumerate(texts):
            for expression in self._phrases.search(text):
                about[row] += self._about.get(expression, 0)
                terms[row] += self._terms.get(expression, 0)
        return about, terms

    def _counted(
        self, expressions_of: Callable[[Subject], Iterable[str]], subjects: Iterable[Subject]
    ) -> dict[str, Array]:
        """By expression, how often each group holds it."""
        counts: dict[str, Array] = {}
        for subject in subjects:
            for expression in expressions_of(subject):
                counts.setdefault(expression, np.zeros(len(self.groups)))[self.groups.index(subject.group)] += 1
        return counts


def words_named(terms: Sequence[str], matches: Mapping[str, re.Match[str]]) -> tuple[str, ...]:
    """The words of a text that the terms look for, in their order, each once; `matches` are all that the text holds."""
    found = sorted((match.start(), match[0]) for term in terms if (match := matches.get(term)))
    return tuple(dict.fromkeys(" ".join(words.split()) for _, words in found))


def together(reading: Sequence[float], found: float, read: float) -> float:
    """How surely a passage bears on a question by the finder's word and a reader's, 0 to 1; `reading` is what each is worth."""
    finder, reader, constant = reading
    return round(1 / (1 + exp(-(finder * log_odds(found) + reader * log_odds(read) + constant))), 4)


def log_odds(share: float) -> float:
    """Of a share from 0 to 1, kept a little off both ends."""
    held = min(1 - LEAST, max(LEAST, share))
    return log(held / (1 - held))


def _rivals(scores: Array) -> Array:
    """The mean of each text's highest scores: groups compete for a text."""
    top = min(RIVALS, scores.shape[1])
    return np.asarray(np.sort(scores, axis=1)[:, -top:].mean(axis=1, keepdims=True))
