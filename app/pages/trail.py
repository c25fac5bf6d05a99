"""The trail from a rating to the words on the page, step by step; and the record of who did what, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.models import Decision, Entry, FieldNote, Paper
from app.pages.quotes import Quote
from app.pages.words import moment, sentence, terms, word
from app.record.exporting import shows_words

Step = tuple[str, str, str | None]
"""One step of a trail: what it is, what it says, and where it leads."""


def evidence_steps(
    question: Mapping[str, Any],
    part: Mapping[str, Any],
    decision: Decision | None,
    quote: Quote,
    question_href: str,
    paper_href: str | None,
) -> tuple[Step, ...]:
    """From the rating of a question, decided and proposed, to the file that was uploaded."""
    decided = f"{word(decision.rating, 'rating')}, by {decision.by.name}" if decision else "Not decided yet"
    counts = "It counts" if quote.counts else "It does not count"
    counts = (
        quote.counts_because
        if quote.counts_because.startswith("Counts")
        else f"{counts}. {sentence(quote.counts_because)}"
    )
    return (
        ("Decided rating", decided, question_href),
        ("Proposed rating", _proposed(question), question_href),
        (f"Question {question['id']}", question.get("text") or question["id"], question_href),
        (f"Part {part['id']}", part["text"], f"{question_href}#part-{part['id']}"),
        ("What was found of this part", f"{word(part['finding'], 'finding')}. {sentence(part['because'])}", None),
        ("What these words say of it", f"{quote.stance_words}. {sentence(quote.stance_because)}", None),
        ("Why they were taken to bear on it", sentence(quote.bears_because), None),
        ("Whether they can carry a rating", counts, None),
        *file_steps(quote, paper_href),
    )


def _proposed(question: Mapping[str, Any]) -> str:
    alone = question.get("proposed_by_rules_alone")
    now = word(question["proposed"], "rating")
    return f"{now}, with evidence moved by hand; the rules alone propose {word(alone, 'rating')}" if alone else now


def asked_steps(question_text: str, quote: Quote, answer_href: str, paper_href: str | None) -> tuple[Step, ...]:
    """From a question that someone asked to the file that was uploaded."""
    return (
        ("Asked", question_text, answer_href),
        ("What these words say", f"{quote.stance_words}. {sentence(quote.stance_because)}", None),
        *file_steps(quote, paper_href),
    )


def note_steps(note: FieldNote, href: str) -> tuple[Step, ...]:
    """Where the words of a field note come from: who wrote it, and the fingerprint of what it says."""
    return (
        ("Field note", f"Number {note.number}, version {note.version}. {note.who}", href),
        ("Written by", f"{note.by.name}, {moment(note.at)}", None),
        ("Fingerprint of its words (SHA-256)", note.sha256, None),
    )


def file_steps(quote: Quote, paper_href: str | None) -> tuple[Step, ...]:
    """From a place to the file that was uploaded."""
    paper = quote.source.paper
    steps: list[Step] = [
        ("Place", sentence(quote.place), None),
        ("Paper", f"{quote.source.title} ({quote.source.kind}, {quote.dated})", paper_href),
        ("Whose words", f"{quote.agency}, {quote.said_by}", None),
    ]
    if paper is not None:
        steps += [
            ("File, as it was uploaded", paper.name, f"{paper_href}/original" if paper_href else None),
            ("Uploaded by", f"{paper.uploader.name}, {moment(paper.uploaded_at)}", None),
            ("Fingerprint of the file (SHA-256)", paper.sha256, None),
        ]
    return tuple(steps)


@dataclass(frozen=True)
class RecordLine:
    """One entry of the record: who, when, what."""

    sequence: int
    when: str
    who: str
    what: str
    hash: str


def record_lines(
    entries: Sequence[Entry], papers: Sequence[Paper], names: Mapping[str, str], role: str | None
) -> tuple[RecordLine, ...]:
    """Entries of the record as people in this role read them: that it happened always, its words where they may."""
    titles = {paper.id: paper.title or paper.name for paper in papers}
    return tuple(
        RecordLine(
            entry.sequence,
            moment(entry.at),
            entry.who.name if entry.who else "Sightline",
            _what(entry, titles, names, shows_words(entry.kind, role)),
            entry.hash,
        )
        for entry in entries
    )


def _what(entry: Entry, titles: Mapping[str, str], names: Mapping[str, str], shown: bool) -> str:
    """The sentence for an entry, from the words for its kind and what it says; only which question, where no more is shown."""
    said: dict[str, Any] = dict(entry.payload)
    words = {
        **{name: str(value) for name, value in said.items() if value is not None},
        "paper": titles.get(str(said.get("paper")), "a paper"),
        "by": titles.get(str(said.get("by")), "another paper"),
        "person": names.get(str(said.get("person")), "someone"),
        "rating": word(said.get("rating"), "rating"),
        "proposed": word(said.get("proposed"), "rating"),
        "role": word(said.get("role"), "role").lower(),
        "outcome": word(said.get("outcome"), "outcome").lower(),
        "status": word(said.get("status"), "status").lower(),
    }
    if entry.kind == "action_carried":
        words["action_text"] = str(said["action"]["text"])
    if entry.kind == "evidence_moved":
        words["act"] = word(said.get("act"), "act").lower()
    if entry.kind in EXCHANGES:
        name, group = EXCHANGES[entry.kind]
        words[name] = word(said.get(name), group).lower()
    if isinstance(corrected := said.get("corrected"), dict):
        words["corrected"] = "; ".join(_correction(name, value) for name, value in corrected.items())
    sentence = terms("entry").get(entry.kind, word(entry.kind, "entry"))
    if not shown:
        words = {name: words[name] for name in OUTLINE if name in words}
    return sentence.format_map(_Known(words))


def _correction(name: str, value: Any) -> str:
    label = word(name, "field").lower()
    return (
        f"{label} taken back"
        if value is None
        else f"{label} set to {word(str(value), name) if name in GROUPS else value}"
    )


OUTLINE = ("question", "number", "version", "part")
"""What may be said of an entry to those who may not read its words."""
GROUPS = ("kind", "agency", "standing")
EXCHANGES = {
    "request_answered": ("state", "request_state"),
    "challenge_answered": ("kind", "challenge_state"),
    "self_assessment": ("respondent", "respondent"),
    "self_assessment_draft": ("respondent", "respondent"),
    "self_task": ("respondent", "respondent"),
    "name_answer": ("answer_kind", "name_answer"),
    "action_task": ("state", "task_state"),
    "template_chosen": ("form", "report_form"),
}


class _Known(dict[str, str]):
    """Words for a sentence; what an entry does not say is left out of it."""

    def __missing__(self, key: str) -> str:
        return "…"
