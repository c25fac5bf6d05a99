"""Which of many regular expressions a text may match, by the words that each cannot do without: the others need not be tried."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import re2

_READ_APART = re.compile(r"[^\x00-\x0a\x0c-\x1b\x20-\x7f£–—‘’“”•…]|\n\Z")
"""What one of the two may count among letters, figures or blanks and the other not; and a last line's end, before which `$` may match."""


def is_read_alike(text: str) -> bool:
    """Whether re2 and Python's re see the same letters, figures and blanks in a text."""
    return _READ_APART.search(text) is None


@lru_cache(4096)
def compiled(expression: str) -> re.Pattern[str]:
    """The expression as it is matched whatever the case, made once; raises re.error where it is none."""
    return re.compile(expression, re.IGNORECASE)


class Likely:
    """Expressions in an order of their own; what is passed over cannot match, however the rest of it would read.

    With `any_case`, only where the text has no letters outside a to z: the filter folds the case of no others.
    """

    def __init__(self, expressions: Sequence[str], *, any_case: bool = False) -> None:
        """One that looks ahead or behind, which re2 cannot read, is never passed over."""
        self._filter, self._known, self._unknown = re2.Filter(), list[int](), list[int]()
        options = re2.Options()
        options.case_sensitive, options.log_errors = not any_case, False
        for place, one in enumerate(expressions):
            (self._known if self._takes(one, options) else self._unknown).append(place)
        if self._known:
            self._filter.Compile()

    def _takes(self, expression: str, options: re2.Options) -> bool:
        """Whether the filter has words for it: not for looking ahead or behind, nor for `{,3}`, which to re2 are signs."""
        try:
            if "{," not in expression:
                self._filter.Add(expression, options)
                return True
        except re2.error:
            pass
        return False

    def places(self, text: str, *, surely: bool = False) -> list[int]:
        """The places of the expressions that may match, in their order.

        `surely` leaves out what re2 itself does not match, for a text that is read alike by both.
        """
        found = (self._filter.Match(text, not surely) if self._known else None) or ()
        return sorted([*(self._known[one] for one in found), *self._unknown])
