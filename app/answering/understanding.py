"""What a question asks: its clauses, and for each the agencies and the time it names and whether it wants a count."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from app.answering.agencies import agencies, asked_for, said
from app.answering.spans import Span, Today, span_in

_AGAIN = r"(?:what|who|whom|whose|when|where|how|why|which|did|was|were|has|have|had|is|are|do|does|can|could|will)"
_BORDER = re.compile(rf"(?:\?\s+|;\s+|,?\s+and\s+(?={_AGAIN}\b(?!\s+so\b))|,\s+(?={_AGAIN}\b))", re.IGNORECASE)
LEAST_WORDS = 3
_THEY = re.compile(r"\b(they|them|their|it|its|he|she|his|her)\b", re.IGNORECASE)
_FIGURE = re.compile(
    r"\b(?:how (?:many|much|often|long|far|quickly|soon)|what (?:number|share|percentage|proportion|rate|amount)|"
    r"percentage|number of|figures? for|what (?:does|do|did) .{0,40}\b(?:cost|pay|contribute|spend))\b",
    re.IGNORECASE,
)
_COMES = (
    r"(?:attend\w*|c[ao]me(?!\s+(?:about|of|from|first|second|third|back|up))|coming(?!\s+(?:back|up))|turn(?:ed)? up"
    r"|present at|represent\w+|sen[dt] (?:someone|somebody|anyone|a deputy)|miss(?:ed)?|absent|apologies|apologised)"
)
_MEETING = r"(?:meetings?|executive|board|groups?|sub-?groups?|panel|committee)"
_ATTENDANCE = re.compile(
    rf"\b{_COMES}\b.*\b{_MEETING}\b|\b{_MEETING}\b.*\b{_COMES}\b|\bat (?:every|each|all)\b.*\b{_MEETING}\b"
    rf"|\bhow (?:often|many times)\b.*\b{_COMES}\b"
    rf"|^\W*(?:was|were|is|are|has|have|did|does|do|how often|how many times)\b(?:\s+(?!\w+(?:ed|en|aid|ade)\b)[\w’']+){{1,5}}?"
    rf"\s+(?:get |got |make |made |go |always )?(?:at|to|make|made)\s+(?:the |every |each |all |both |any )*(?:\w+ )?{_MEETING}\b"
    rf"|\bwho (?:was|were|is|else was)?\s*(?:missing|absent|away|not (?:there|present|at))\b"
    rf"|\bwho (?:did not|didn[’']t|failed to|never) (?:come|attend|turn up|show up|make)\b|\bwho (?:sent|gave)\b.{{0,12}}\bapologies\b"
    rf"|\bwho (?:attends?|attended|was (?:at|there|present))\b|\battendance (?:of|by|at)\b|\b{_MEETING}\b.*\battendance\b",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"^\W*(?:why|what happened|how come|what (?:did|was|were|do|does|is|are) .*\b(?:say|said|decide|discuss|agree|find|about)\b)",
    re.IGNORECASE,
)
_SUPPOSES = re.compile(
    r"^\W*(?:and |but |so )?(?:why|when|how (?:did|has|have|was|were|well|do|does)|which|what (?:did|was|were|has|have|do|does))\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not|no|none|never|nobody|no one|nothing|without|fail\w*|stop\w*|lack\w*|missing|refus\w+|late|delay\w*|inquorate|empty"
    r"|absent|withheld|withhold|challeng\w+|\w+n[’']t)\b",
    re.IGNORECASE,
)
_OF_COMING = re.compile(
    r"\b(?:attend\w*|present|absent|absence|apolog\w+|quorate|inquorate|represented|deput(?:y|ised|ising)|missed|turned up"
    r"|(?:had|has) not come|(?:nobody|no one|none).{0,30}came|had come)\b",
    re.IGNORECASE,
)


def speaks_of_coming(text: str) -> bool:
    """Whether the words are about who comes to meetings."""
    return _OF_COMING.search(text) is not None


@dataclass(frozen=True)
class Clause:
    """One thing that is asked."""

    text: str
    """As it was asked."""
    searched: str
    """As it is looked for: "they" is whom the clause before named."""
    agencies: tuple[str, ...] = ()
    span: Span | None = None
    wants_figure: bool = False
    wants_attendance: bool = False
    supposes: bool = False
    """Whether it takes for granted that something is so, and does not deny it: "why did they", "what did it decide"."""


def understand(text: str, today: Today) -> tuple[Clause, ...]:
    """The clauses of a question, in order; a later one keeps the time, and whom "they" means, of the one before."""
    clauses: list[Clause] = []
    for words in _split(text):
        clause = _clause(words, today)
        clauses.append(_carried(clause, clauses[-1]) if clauses else clause)
    return tuple(clauses)


def _split(text: str) -> list[str]:
    parts = [part.strip(" ,") for part in _BORDER.split(" ".join(text.split())) if part.strip(" ,?;")]
    kept: list[str] = []
    for part in parts:
        if kept and len(part.split()) < LEAST_WORDS:
            kept[-1] += f" and {part}"
        else:
            kept.append(part)
    return kept or [text]


def _clause(words: str, today: Today) -> Clause:
    return Clause(
        words,
        words,
        asked_for(words),
        span_in(words, today),
        bool(_FIGURE.search(words)),
        bool(_ATTENDANCE.search(words)) and not _WHY.search(words),
        bool(_SUPPOSES.search(words)) and not _DENIES.search(words),
    )


def _carried(clause: Clause, before: Clause) -> Clause:
    span = clause.span or before.span
    if clause.agencies or not before.agencies or not _THEY.search(clause.text):
        return replace(clause, span=span)
    return replace(
        clause,
        searched=_THEY.sub(said(before.agencies), clause.text, count=1),
        agencies=before.agencies,
        span=span,
    )


_FOLLOWS = re.compile(
    r"^\W*(?:and|what about|how about|and what about|and how about|or|but what about|the same for|same for)\b[\s,:]*(.*)$",
    re.IGNORECASE,
)
LONGEST_FOLLOW_UP = 6


def followed(text: str, before: str, today: Today) -> str:
    """A follow-up in full: "and health?" is the question before with the agency, or the time, put in place of its own.

    The text as it is where it does not follow on from anything.
    """
    match = _FOLLOWS.match(text)
    rest = (match[1] if match else text).strip(" ?.!")
    if not before or len(rest.split()) > LONGEST_FOLLOW_UP or (match is None and len(rest.split()) > LEAST_WORDS):
        return text
    asked, named = asked_for(f"about {rest}"), asked_for(before)
    if asked and named:
        return _exchanged(before, named, said(asked))
    span, was = span_in(f"in {rest}", today) or span_in(rest, today), span_in(before, today)
    if span and was:
        return before.replace(was.words, (span_in(rest, today) and rest) or f"in {rest}")
    if asked or span:
        return f"{before.rstrip(' ?')} – {rest}?"
    return f"{before.rstrip(' ?')} – {rest}?" if match else text


def _exchanged(before: str, named: tuple[str, ...], now: str) -> str:
    text = before
    for n, agency in enumerate(named):
        asked = agencies()[agency].asked
        if found := asked.search(text):
            start = found.start() - 4 if text[: found.start()].lower().endswith("the ") else found.start()
            text = f"{text[:start]}{'' if n else now}{text[found.end() :]}"
    return " ".join(text.split())
