"""A conversation with the papers as a Word file: what was asked, what was answered, and each quote with its paper and place."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from docx import Document
from docx.document import Document as WordFile

from app.models import Asked

UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that a Word file cannot hold."""
Said = Mapping[str, Any]


def as_docx(asked: Sequence[Asked], title: str) -> bytes:
    """The conversation, the first question first, as the bytes of a .docx file."""
    word = Document()
    word.core_properties.title = _plain(title)[:255]
    word.add_heading(_plain(title), 0)
    word.add_paragraph(
        "The papers' own words, found by Sightline. They rate nothing; each stands at the place that is named."
    )
    for one in asked:
        _one(word, one)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _one(word: WordFile, asked: Asked) -> None:
    answer = asked.answer
    word.add_heading(_plain(asked.question_text), 1)
    about = f", on question {asked.question}" if asked.question else ""
    word.add_paragraph(f"Asked by {_plain(asked.by.name)} on {asked.at:%-d %B %Y} at {asked.at:%H:%M} UTC{about}.")
    if answer.get("asked_as", asked.question_text) != asked.question_text:
        word.add_paragraph(_plain(f"Taken as: {answer['asked_as']}"))
    clauses = answer.get("clauses") or [{"text": "", **answer}]
    for clause in clauses:
        _clause(word, clause, several=len(clauses) > 1)
    word.add_paragraph(_plain(answer["looked_in"]))


def _clause(word: WordFile, clause: Said, *, several: bool) -> None:
    if several:
        word.add_heading(_plain(clause["text"]), 2)
    if clause.get("corrects"):
        word.add_paragraph(_plain(clause["corrects"]))
    if not clause["answered"]:
        kinds = ", ".join(clause.get("would_say", ()))
        word.add_paragraph(_plain("The papers do not say." + (f" Papers that would say: {kinds}." if kinds else "")))
    for group in clause.get("groups", ()):
        word.add_paragraph().add_run(_plain(group["title"])).bold = True
        for sentence in group.get("sentences", ()):
            word.add_paragraph(_plain(sentence))
        for quote in group["citations"]:
            word.add_paragraph(_plain(f"“{' '.join(quote['quote'].split())}” ({_place(quote)})"), style="List Bullet")


def _place(quote: Said) -> str:
    where = ", ".join(f"{name} {value}" for name, value in quote["where"].items() if value)
    return ", ".join(part for part in (quote.get("title") or quote["file"], quote["date"] or "undated", where) if part)


def _plain(text: str) -> str:
    return UNPRINTABLE.sub(" ", text)
