"""How often an agency or a person came to a meeting, counted meeting by meeting from the lists, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.answering.agencies import is_of, said
from app.answering.meetings import Attendance, State
from app.answering.understanding import Clause
from corpus.document import Document, Passage

_OUTRANKS: tuple[State, ...] = ("came", "part", "deputy", "apologies", "absent")
"""Of several members of an agency at one meeting, the one that came most fully speaks for it."""
_SAID: dict[State, str] = {
    "came": "came",
    "part": "came for part",
    "deputy": "sent a deputy",
    "apologies": "sent apologies",
    "absent": "absent",
}
_ROLES = re.compile(
    r"\b(assistant chief constable|chief constable|chief nurse|director of children[’']?s services|designated (?:nurse|doctor)|"
    r"head ?teachers?|business manager|scrutineer|superintendent|detective inspector)\b",
    re.IGNORECASE,
)
_RANKS = {
    "assistant chief constable": r"\bACC\b",
    "superintendent": r"\bSup(?:t|erintendent)\b",
    "detective inspector": r"\bDI\b",
}
_NAME = re.compile(r"(?<![.?!]\s)(?<!^)\b[A-Z][\w’'-]+(?:\s+(?:of\s+)?[A-Z][\w’'-]+)+")
_AWAY = re.compile(
    r"\b(?:missing|absent|away|apologies|not (?:there|present|at|come|attend)|didn[’']t|did not|failed to|never)\b",
    re.IGNORECASE,
)
_ICB = re.compile(r"\b(?:ICB|integrated care|CCG|clinical commissioning)\b", re.IGNORECASE)
_AS_PARTNER = re.compile(r"\b(?:ICB|integrated care|CCG|clinical commissioning|partners?|all three)\b", re.IGNORECASE)
"""Words that mean the statutory partner and not everyone in health: a hospital's nurse does not sit in for the ICB."""
_EXECUTIVE = re.compile(r"\b(?:executive|board|partnership meetings?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Met:
    """One meeting as it is counted for one agency or person."""

    day: date | None
    when: str
    state: State
    lines: tuple[tuple[Passage, Document], ...]
    noted: str


@dataclass(frozen=True)
class Tally:
    """How often someone came to one body's meetings."""

    who: str
    body: str
    meetings: tuple[Met, ...]

    @property
    def came(self) -> int:
        return sum(one.state in ("came", "part") for one in self.meetings)

    @property
    def deputies(self) -> int:
        return sum(one.state == "deputy" for one in self.meetings)

    @property
    def sentence(self) -> str:
        """The count, then each meeting by its day."""
        of = f"{len(self.meetings)} meeting{'' if len(self.meetings) == 1 else 's'}"
        deputies = f", and sent a deputy to {self.deputies}" if self.deputies else ""
        each = "; ".join(f"{one.when}: {_SAID[one.state]}{one.noted}" for one in self.meetings)
        return f"{self.who} attended {self.came} of {of} of the {self.body} that the papers list{deputies} ({each})."


def tallies_of(clause: Clause, attendances: Sequence[Attendance]) -> tuple[Tally, ...]:
    """A count for each agency or person that the clause asks about, and each body that it may mean."""
    asked = [one for one in attendances if _in_time(one, clause) and _of_body(one, clause)]
    found = []
    for who, own in _asked_about(clause, asked):
        for body in dict.fromkeys(one.body for one in own):
            found.append(Tally(who, body, _meetings([one for one in own if one.body == body])))
    return tuple(found)


def present_at(clause: Clause, attendances: Sequence[Attendance]) -> tuple[Attendance, ...]:
    """Everyone who came to the meetings that the clause names, or who did not, where it asks who."""
    if not re.search(r"\bwho\b", clause.text, re.IGNORECASE) or clause.agencies:
        return ()
    states = ("apologies", "absent") if asks_who_was_away(clause) else ("came", "part", "deputy")
    return tuple(one for one in attendances if _in_time(one, clause) and _of_body(one, clause) and one.state in states)


def asks_who_was_away(clause: Clause) -> bool:
    """Whether it asks who did not come rather than who did."""
    return _AWAY.search(clause.text) is not None


def _asked_about(clause: Clause, asked: Sequence[Attendance]) -> Iterator[tuple[str, list[Attendance]]]:
    roles = [match[1].lower() for match in _ROLES.finditer(clause.searched)]
    named = [match[0] for match in _NAME.finditer(clause.searched)]
    for name in named:
        own = [one for one in asked if name.lower() in f"{one.member} {one.words}".lower()]
        if own:
            yield name, own
            return
    for role in roles:
        pattern = re.compile(_RANKS.get(role, "(?!)"))
        own = [one for one in asked if role in one.words.lower() or pattern.search(f"{one.member} {one.words}")]
        if own:
            yield f"The {role}", _same_people(own, asked)
            return
    for agency in clause.agencies:
        own = [one for one in asked if one.agency and is_of(one.agency, agency)]
        statutory = [one for one in own if agency == "health" and _ICB.search(one.words)]
        if statutory and _AS_PARTNER.search(clause.searched):
            yield "The ICB", statutory
        elif own:
            yield _capital(said((agency,))), own


def _same_people(own: Sequence[Attendance], asked: Sequence[Attendance]) -> list[Attendance]:
    """Theirs in every list: one list gives a person's post, and another only the name."""
    names = {re.split(r"[,(]", one.member)[0].strip() for one in own}
    names = {name for name in names if len(re.findall(r"\b[A-Z]", name)) > 1 and not _ROLES.search(name)}
    return [one for one in asked if one in own or any(name in one.member for name in names)]


def _meetings(own: Sequence[Attendance]) -> tuple[Met, ...]:
    days = sorted({(one.day or date.min, one.when) for one in own})
    met = []
    for day, when in days:
        there = [one for one in own if (one.day or date.min, one.when) == (day, when)]
        state = min((one.state for one in there), key=_OUTRANKS.index)
        chief = [one for one in there if one.state == state]
        lines = tuple({one.line.id: (one.line, one.document) for one in there}.values())
        met.append(Met(chief[0].day, when, state, lines, _noted(chief[0]) + _away(there, state)))
    return tuple(met)


def _away(there: Sequence[Attendance], state: State) -> str:
    """Who of the same agency did not come to a meeting that another of it came to."""
    if state not in ("came", "part"):
        return ""
    away = [one.member for one in there if one.state in ("apologies", "absent")]
    return f", without {' and '.join(dict.fromkeys(away))}" if away else ""


def _noted(one: Attendance) -> str:
    """What the list adds to the bare word."""
    remark = one.noted.partition(",")[2].strip() if one.state in ("came", "part", "deputy") else ""
    return f", {remark}" if remark and one.noted != one.words else ""


def _in_time(one: Attendance, clause: Clause) -> bool:
    if clause.span is None:
        return True
    period = clause.span.period
    return one.day is not None and period.start <= one.day <= period.end


def _of_body(one: Attendance, clause: Clause) -> bool:
    """Whether the list is of the meetings asked about; of any where the clause does not say."""
    if _EXECUTIVE.search(clause.searched):
        return one.body == "Executive"
    words = {word for word in re.findall(r"[a-z]{5,}", one.body.lower()) if word not in _COMMON}
    asked = set(re.findall(r"[a-z]{5,}", clause.searched.lower())) - _COMMON
    names_a_group = re.search(r"\b(?:group|sub-?group|panel|committee|forum)\b", clause.searched, re.IGNORECASE)
    return bool(words & asked) if names_a_group and asked else True


_COMMON = frozenset(
    {
        "group",
        "minutes",
        "meeting",
        "meetings",
        "attend",
        "attended",
        "partnership",
        "safeguarding",
        "children",
        "subgroup",
        "which",
        "often",
        "there",
        "police",
        "health",
        "council",
        "schools",
    }
)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
