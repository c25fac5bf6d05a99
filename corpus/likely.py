"""Which of many regular expressions a text may match, by the words that each cannot do without: the others need not be tried."""

from __future__ import annotations

from collections.abc import Sequence

import re2


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
            try:
                self._filter.Add(one, options)
                self._known.append(place)
            except re2.error:  # looking ahead or behind, which the filter has no words for
                self._unknown.append(place)
        if self._known:
            self._filter.Compile()

    def places(self, text: str) -> list[int]:
        """The places of the expressions that may match, in their order."""
        found = (self._filter.Match(text, True) if self._known else None) or ()
        return sorted([*(self._known[one] for one in found), *self._unknown])
