"""What to say where the papers do not: how much was read, what was not, and which kinds of paper would say."""

from __future__ import annotations

from collections.abc import Sequence

from app.answering.wording import coverage, stems_of, subjects_of
from corpus.document import Document
from corpus.kinds import kind_name
from rules.framework import Framework, Part

NEAR_ENOUGH = 0.45
"""A part of the framework is near a question that has this share of the question's subject."""
MOST_KINDS = 3


def what_was_looked_in(documents: Sequence[Document]) -> str:
    """How many papers were read, and what could not be."""
    readable = [one for one in documents if one.reading.status in ("read", "partly_read")]
    unread = [one for one in documents if one.reading.status not in ("read", "partly_read")]
    places = sum(len(one.reading.unread) for one in readable)
    words = [f"{len(readable)} paper{'' if len(readable) == 1 else 's'} looked in"]
    if unread:
        words.append(f"{len(unread)} could not be read")
    if places:
        words.append(f"{places} place{'' if places == 1 else 's'} in them could not be read")
    return "; ".join(words) + "."


def nearest_part(framework: Framework, text: str) -> Part | None:
    """The part of the framework that is said in the question's words; None where none is near."""
    parts = [part for question in framework.questions for part in question.parts]
    told = [" ".join((part.text, part.request, *part.statements)) for part in parts]
    stems = [set(stems_of(words)) for words in told]
    subjects = subjects_of(text, len(parts), lambda stem: sum(stem in one for one in stems))
    if not subjects:
        return None
    near = [coverage(subjects, words) for words in told]
    best = max(range(len(parts)), key=lambda i: near[i])
    return parts[best] if near[best] >= NEAR_ENOUGH else None


def kinds_that_would_say(part: Part | None) -> tuple[str, ...]:
    """The kinds of paper that would show it, by name, likeliest first."""
    return tuple(kind_name(kind) for kind in part.shown_by[:MOST_KINDS]) if part else ()


def would_say(kinds: Sequence[str]) -> str:
    """Those kinds as a sentence; nothing where none is known."""
    if not kinds:
        return ""
    names = [kind.lower() for kind in kinds]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    return f"Papers that would say: {listed}."
