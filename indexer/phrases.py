"""Many regular expressions over one text at once: those that cannot match are passed over, the rest are tried one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from corpus.likely import Likely, compiled, is_read_alike

OTHER_LETTER = re.compile(r"[^\W\d_a-zA-Z]")
"""A letter outside a to z."""


KEPT = 4096
"""Texts: a long paper's passages are scored together, and then looked at one by one."""


class Phrases:
    """Expressions in an order of their own, matched whatever the case; a filter of the words that each needs makes it quick."""

    def __init__(self, expressions: Iterable[str]) -> None:
        """`expressions` as Python's re takes them; each stands once."""
        self._expressions = tuple(dict.fromkeys(expressions))
        self._filter = Likely(self._expressions, any_case=True)

        self.search = lru_cache(KEPT)(self._search)
        """The first match of every expression that a text holds, as re.search gives it; what was searched last is remembered."""

    def _search(self, text: str) -> Mapping[str, re.Match[str]]:
        return {one: found for one in self._likely(text) if (found := compiled(one).search(text))}

    def _likely(self, text: str) -> Iterator[str]:
        if OTHER_LETTER.search(text):  # the filter folds the case of plain letters alone
            return iter(self._expressions)
        return (self._expressions[place] for place in self._filter.places(text, surely=is_read_alike(text)))
