"""Many regular expressions over one text at once: those that cannot match are passed over, the rest are tried one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import re2

OTHER_LETTER = re.compile(r"[^\W\d_a-zA-Z]")
"""A letter outside a to z."""


class Phrases:
    """Expressions in an order of their own, matched whatever the case; a filter of the words that each needs makes it quick."""

    def __init__(self, expressions: Iterable[str]) -> None:
        """`expressions` as Python's re takes them; each stands once."""
        self._expressions = tuple(dict.fromkeys(expressions))
        self._filter, self._known, self._unfiltered = re2.Filter(), list[str](), list[str]()
        options = re2.Options()
        options.case_sensitive, options.log_errors = False, False
        for one in self._expressions:
            try:
                self._filter.Add(one, options)
                self._known.append(one)
            except re2.error:  # looking ahead or behind, which the filter has no words for
                self._unfiltered.append(one)
        if self._known:
            self._filter.Compile()

    def search(self, text: str) -> dict[str, re.Match[str]]:
        """The first match of every expression that the text holds, as re.search gives it."""
        return {one: found for one in self._likely(text) if (found := pattern_of(one).search(text))}

    def _likely(self, text: str) -> Iterator[str]:
        if OTHER_LETTER.search(text):  # the filter folds the case of plain letters alone
            return iter(self._expressions)
        likely = (self._filter.Match(text, True) if self._known else None) or ()
        return iter([*(self._known[place] for place in likely), *self._unfiltered])


@cache
def pattern_of(expression: str) -> re.Pattern[str]:
    """The expression as it is matched; made when a text first may hold it, which few texts do of most."""
    return re.compile(expression, re.IGNORECASE)
