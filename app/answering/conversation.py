"""What was asked of the papers in a review: kept, followed, searched and taken out as a file."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.database import db
from app.errors import NotFound
from app.models import Asked, Review
from app.policy import may_do, of_review

LOOKED_AT = 400
"""Among so many of the latest are those that this person may read."""
LONGEST_THREAD = 30


def plain_words(text: str) -> str:
    """A question on one line, without characters that no page can show."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def asked_for(review: Review, asked_id: str) -> Asked:
    """A question that was asked; NotFound where its answer looked in what this person may not read."""
    found = of_review(Asked, review, asked_id)
    if not may_read(review, found):
        raise NotFound
    return found


def may_read(review: Review, asked: Asked) -> bool:
    """Field notes and proposals are the scrutineer's side: an answer that looked in them is theirs as well."""
    if asked.answer.get("with_notes") and not may_do("see_field_notes", review):
        return False
    return not asked.answer.get("filters", {}).get("question") or may_do("see_proposals", review)


def asked_before(review: Review, words: str = "", most: int = LOOKED_AT) -> list[Asked]:
    """What was asked that this person may read and that has these words, the latest first."""
    found = select(Asked).where(Asked.review_id == review.id).order_by(Asked.at.desc()).limit(LOOKED_AT)
    sought = words.casefold().split()
    return [
        one for one in db.session.scalars(found) if may_read(review, one) and all(word in _said(one) for word in sought)
    ][:most]


def thread_of(review: Review, asked: Asked) -> list[Asked]:
    """The questions that this one follows on from, the first one first."""
    thread: list[Asked] = []
    earlier = asked.answer.get("follows")
    while earlier and len(thread) < LONGEST_THREAD:
        found = db.session.get(Asked, earlier)
        if found is None or found.review_id != review.id or not may_read(review, found):
            break
        thread.append(found)
        earlier = found.answer.get("follows")
    return thread[::-1]


def as_rows(asked: Sequence[Asked]) -> list[tuple[str, ...]]:
    """A conversation as rows: who asked when, what, what was answered, and a row for each quote."""
    rows: list[tuple[str, ...]] = [HEADER]
    for one in asked:
        told = (f"{one.at:%Y-%m-%d %H:%M}", one.by.name, one.question_text, "yes" if one.answer["answered"] else "no")
        quotes = one.answer["citations"]
        if not quotes:
            rows.append((*told, one.answer["looked_in"], "", "", ""))
        for quote in quotes:
            place = ", ".join(f"{name} {value}" for name, value in quote["where"].items() if value)
            rows.append((*told, quote["quote"], quote.get("title") or quote["file"], quote["date"] or "", place))
    return [tuple(map(inert, row)) for row in rows]


HEADER = ("Asked (UTC)", "By", "Question", "Answered", "Quote", "Paper", "Date of paper", "Place")


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip()[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def as_text(asked: Sequence[Asked]) -> str:
    """A conversation as plain text."""
    lines = []
    for one in asked:
        lines += [
            f"{one.at:%-d %B %Y %H:%M} UTC, {one.by.name}",
            f"Asked: {one.question_text}",
            "",
            one.answer["answer"],
            "",
        ]
    return "\n".join(lines)


def _said(asked: Asked) -> str:
    quotes = " ".join(quote["quote"] for quote in asked.answer["citations"])
    return f"{asked.question_text} {quotes}".casefold()
