"""How the papers of a pack stand beside one another: duplicates, drafts beside finals, superseded versions, another area's papers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from corpus.areas import is_acronym, mentions, same_area
from corpus.dates import financial_year
from corpus.document import Document, Period, Standing
from corpus.head import head_of
from corpus.kinds import kind_name
from corpus.likeness import SAME_PAPER, Words, words_of
from corpus.succession import Issue, says_it_is_over, superseded_by

__all__ = ["area_of", "kind_name", "review_period", "same_area", "with_standing"]

NOBODYS = frozenset({"national", "email"})
"""A national paper and a message name many places and are no neighbour's."""
A_YEAR = (timedelta(days=350), timedelta(days=380))

HEAD_LINES = 4
"""Lines at the head of a draft that may bear the name of its final."""
_PROGRESS = re.compile(r"\bv(?:ersion)?[ ._]?\d+(?:[._]\d+)*|\b(?:final|draft|version|approved|agreed|published)\b")

Standings = dict[str, tuple[Standing, str]]


def area_of(documents: Sequence[Document]) -> str | None:
    """The place that most papers of the pack are about, by its commonest full name; None where none says."""
    named = Counter(one.profile.area for one in documents if one.profile.area)
    if not named:
        return None
    votes = {place: sum(count for other, count in named.items() if same_area(place, other)) for place in named}
    return min(named, key=lambda place: (-votes[place], is_acronym(place), -named[place], place))


def review_period(documents: Sequence[Document]) -> Period | None:
    """The period that the newest yearly report covers; but where more than half of the papers fall in one later
    financial year, that year; and where there is no yearly report, the year that most papers fall in."""
    area = area_of(documents)
    own = [one for one in documents if one.standing != "foreign" and _is_of(one, area)]
    reports = [one.profile.period for one in own if one.profile.kind == "yearly_report" and one.profile.period]
    newest = max((one for one in reports if _is_a_year(one)), key=lambda one: (one.end, one.start), default=None)
    falls_in: Counter[Period] = Counter()
    for one in own:
        period, day = one.profile.period, one.profile.date
        if period and period.end - period.start <= A_YEAR[1]:
            falls_in[period if _is_a_year(period) else financial_year(period.end)] += 1
        elif day and period is None:
            falls_in[financial_year(day)] += 1
    commonest = max(falls_in, key=lambda one: (falls_in[one], one.end), default=None)
    if newest and commonest and commonest.start > newest.end and 2 * falls_in[commonest] > falls_in.total():
        return commonest
    return newest or commonest


def with_standing(documents: Sequence[Document], area: str | None) -> tuple[Document, ...]:
    """The documents in the order of their file names, each with its standing and the reason."""
    ordered = sorted(documents, key=lambda one: (one.file, one.id))
    words = words_of(ordered)
    standings: Standings = {}
    _mark_foreign(ordered, area, standings)
    _mark_duplicates(ordered, words, standings)
    _mark_drafts(ordered, words, standings)
    _mark_superseded(ordered, standings)
    return tuple(_standing(one, standings) for one in ordered)


def _standing(one: Document, standings: Standings) -> Document:
    standing, because = standings.get(one.id, ("current", ""))
    if standing == "current" and one.profile.draft:
        because = "It is marked as a draft, and the pack has no final of it."
    return replace(one, standing=standing, standing_because=because)


def _mark_foreign(documents: Sequence[Document], area: str | None, standings: Standings) -> None:
    if area is None:
        return
    for one in documents:
        place = one.profile.area
        if place and one.profile.kind not in NOBODYS and not same_area(place, area) and not _names_own(one, area):
            standings[one.id] = ("foreign", f"it is about {place}, and the pack is about {area}.")


def _names_own(one: Document, area: str) -> bool:
    """Whether a paper that names another place more is the area's own all the same: its head or most of it says so."""
    head = head_of(one.reading, one.file)
    if any(mentions(text, area) for text in (one.profile.title, *head.running)):
        return True
    return mentions(head.body, area) >= max(1, mentions(head.body, one.profile.area or ""))


def _mark_duplicates(documents: Sequence[Document], words: dict[str, Words], standings: Standings) -> None:
    """The copy that was read best stays; of two alike, the one whose file name comes first."""
    kept: list[Document] = []
    for one in sorted(documents, key=lambda one: (one.reading.status != "read", one.file, one.id)):
        first = next((other for other in kept if _same_paper(one, other, words)), None)
        if first is None:
            kept.append(one)
        elif one.id not in standings:
            how = "the same file as" if one.sha256 == first.sha256 else "the same paper as"
            standings[one.id] = ("duplicate", f"it is {how} {first.file}.")


def _same_paper(one: Document, other: Document, words: dict[str, Words]) -> bool:
    if one.sha256 == other.sha256:
        return True
    a, b = one.profile, other.profile
    if (
        a.draft != b.draft
        or (a.date and b.date and a.date != b.date)
        or (a.period and b.period and a.period != b.period)
    ):
        return False
    return words[one.id].is_same(words[other.id])


def _mark_drafts(documents: Sequence[Document], words: dict[str, Words], standings: Standings) -> None:
    """A draft stands behind its final, and behind a later draft where there is no final."""
    for draft in documents:
        if not draft.profile.draft or draft.id in standings:
            continue
        rivals = [one for one in documents if one.id != draft.id and one.id not in standings]
        rivals = [one for one in rivals if _is_of_one_paper(draft, one)]
        alike = {one.id: words[draft.id].share_of_shorter(words[one.id]) for one in rivals}
        rivals = [one for one in rivals if alike[one.id] >= SAME_PAPER or _is_named_alike(draft, one)]
        finals = [one for one in rivals if not one.profile.draft]
        later = [one for one in rivals if one.profile.draft and _is_later(one, draft)]
        if best := max(finals or later, key=lambda one: (alike[one.id], one.file), default=None):
            which = "final" if finals else "later draft"
            standings[draft.id] = ("draft", f"the {which} is {best.file}.")


def _is_of_one_paper(draft: Document, other: Document) -> bool:
    a, b = draft.profile, other.profile
    if a.kind != b.kind or (a.period and b.period and a.period != b.period):
        return False
    return not (a.kind.endswith("_minutes") and a.date and b.date and a.date != b.date)


def _is_named_alike(draft: Document, other: Document) -> bool:
    """Whether the head of a draft bears the other's very name: until its final, a paper may be rewritten from end to end."""
    ours, theirs = draft.profile, other.profile
    if ours.period is None or ours.period != theirs.period or ours.agency != theirs.agency or _is_later(draft, other):
        return False
    name = _bare_name(theirs.title)
    heads = (ours.title, *head_of(draft.reading, draft.file).lines[:HEAD_LINES])
    return " " in name and any(
        _bare_name(piece) == name for line in heads for piece in (line, *re.split(r"[:–|]\s", line))
    )


def _bare_name(title: str) -> str:
    """A title's words without those that say how far the paper has come."""
    return " ".join(re.findall(r"\w+", _PROGRESS.sub(" ", title.casefold())))


def _is_later(one: Document, other: Document) -> bool:
    return bool(one.profile.date and other.profile.date and one.profile.date > other.profile.date)


def _mark_superseded(documents: Sequence[Document], standings: Standings) -> None:
    papers = [Issue(one) for one in documents if one.id not in standings and not one.profile.draft]
    for older in papers:
        if found := superseded_by(older, papers):
            standings[older.document.id] = ("superseded", f"{found[0]} {found[1]}.")
        elif over := says_it_is_over(older):
            standings[older.document.id] = ("superseded", f"it says of itself “{over}”.")


def _is_of(one: Document, area: str | None) -> bool:
    return area is None or one.profile.area is None or same_area(one.profile.area, area)


def _is_a_year(period: Period) -> bool:
    return A_YEAR[0] <= period.end - period.start <= A_YEAR[1]
