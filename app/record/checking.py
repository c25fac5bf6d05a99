"""Checks every quote of an assessment against what was read of the file that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.errors import NotFound, Unverified
from app.models import Assessment, Paper, Review
from app.packs.field_notes import said_in, sha256_of_note
from app.packs.note_papers import is_note, note_of_document, reading_of_note
from app.packs.papers import reading_of
from app.packs.storage import Storage


class QuotesDiffer(Unverified):
    """A quote of the proposals is not in the papers as they are kept."""


@dataclass(frozen=True)
class QuoteCheck:
    """How many quotes and files were checked, and what is wrong, a sentence for each."""

    quotes: int
    files: int
    wrong: tuple[str, ...]


def check_quotes(review: Review, assessment: Assessment, papers: Sequence[Paper]) -> QuoteCheck:
    """Every file is what its hash says, and every quote stands at its place letter for letter."""
    content = assessment.content
    by_hash = {paper.sha256: paper for paper in papers}
    wrong: list[str] = []
    texts: dict[str, tuple[str, ...]] = {}
    for document in content["documents"]:
        if is_note(document["id"]):
            texts[document["id"]] = _text_of_note(review, document["id"], document["file"], wrong, document["sha256"])
            continue
        paper = by_hash.get(document["sha256"])
        texts[document["id"]] = _text_of(paper, document["file"], wrong)
    count = 0
    for part, citation in _citations(content):
        count += 1
        if not _stands(citation, texts.get(citation["document"], ())):
            wrong.append(f"Part {part}: a quote from {citation['file']} is not at the place that it names.")
    return QuoteCheck(count, len(texts), tuple(dict.fromkeys(wrong)))


def hold_to_papers(review: Review, assessment: Assessment, papers: Sequence[Paper]) -> None:
    """Lets a report be made only while every quote stands where it says; raises `QuotesDiffer`, which names the first that does not."""
    wrong = check_quotes(review, assessment, papers).wrong
    if wrong:
        more = f" There are {len(wrong)} such places." if len(wrong) > 1 else ""
        raise QuotesDiffer(f"No report was made: {wrong[0]}{more} Check the record, and tell your administrator.")


def hold_answers(review: Review, answers: Sequence[Mapping[str, Any]], papers: Sequence[Paper]) -> None:
    """Lets a report print these answers only while their quotes stand where they say; raises `QuotesDiffer` otherwise."""
    texts: dict[str, tuple[str, ...]] = {}
    wrong: list[str] = []
    for citation in (each for answer in answers for each in answer["citations"]):
        document = citation["document"]
        if document not in texts:
            texts[document] = _text_cited(review, citation, papers, wrong)
        if not _stands(citation, texts[document]):
            wrong.append(f"a quote from {citation['file']} is not at the place that it names.")
    if wrong:
        raise QuotesDiffer(f"No report was made, since it prints an answer whose papers have changed: {wrong[0]}")


def _text_cited(
    review: Review, citation: Mapping[str, Any], papers: Sequence[Paper], wrong: list[str]
) -> tuple[str, ...]:
    """The text of the paper or the field note that an answer quotes."""
    document = citation["document"]
    if is_note(document):
        return _text_of_note(review, document, citation["file"], wrong)
    start = document.partition("-")[0]
    paper = next((each for each in papers if each.sha256.startswith(start)), None)
    return _text_of(paper, citation["file"], wrong)


def _text_of_note(review: Review, document: str, file: str, wrong: list[str], sha256: str = "") -> tuple[str, ...]:
    """The text of a field note, held against its fingerprint where that is known."""
    try:
        note = note_of_document(review, document)
    except NotFound:
        wrong.append(f"{file} is no longer in this review.")
        return ()
    if sha256 and sha256_of_note(note.number, said_in(note)) != sha256:
        wrong.append(f"{file}: its words are not those of its fingerprint.")
    return tuple(segment.text for segment in reading_of_note(note).segments)


def _text_of(paper: Paper | None, file: str, wrong: list[str]) -> tuple[str, ...]:
    if paper is None:
        wrong.append(f"{file} is no longer in this review.")
        return ()
    try:
        Storage.of().verified_original(paper)
    except Unverified as error:
        wrong.append(f"{file}: {error.sentence}")
    reading = reading_of(paper)
    return tuple(segment.text for segment in reading.segments) if reading else ()


def _citations(content: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for question in content["questions"]:
        for part in question["parts"]:
            for citation in part["evidence"]:
                yield part["id"], citation
        for pair in question["contradictions"]:
            for citation in pair:
                yield question["id"], citation


def _stands(citation: Mapping[str, Any], texts: Sequence[str]) -> bool:
    at, start, end = (int(citation[name]) for name in ("segment", "start", "end"))
    # Offsets from the end, which Python would take, name no place.
    return 0 <= at < len(texts) and 0 <= start < end and texts[at][start:end] == citation["quote"]
