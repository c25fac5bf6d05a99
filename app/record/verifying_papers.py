"""The papers held against the record: name and bytes, what was read of them, and what people corrected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from app.models import Paper, Review
from app.models.paper import PROFILE_FIELDS
from app.packs.papers import papers_of
from app.record.differing import Difference, Line, by_id, changed, missing
from app.record.entries import as_said, paper_payload, profile_payload


def papers_differing(review: Review, lines: Sequence[Line]) -> Iterator[Difference]:
    """Every paper is the one uploaded, under its name, with the profile that was read and corrected."""
    papers = papers_of(review)
    uploaded = by_id(lines, "upload", "paper")
    yield from missing("The paper", uploaded, {paper.id: paper.name for paper in papers})
    about: dict[str, list[Line]] = {}
    for line in lines:
        about.setdefault(str(line.said.get("paper")), []).append(line)
    for paper in papers:
        if paper.id in uploaded:
            yield from _paper_differing(paper, uploaded[paper.id], about[paper.id])


def _paper_differing(paper: Paper, upload: Line, about: Sequence[Line]) -> Iterator[Difference]:
    # By the name that it came with: the name kept may be the very thing that was changed.
    name = f"The paper {upload.said.get('name') or paper.name}"
    yield from changed(name, upload, paper_payload(paper), made_by=paper.uploaded_by)
    read = next((line for line in reversed(about) if line.kind == "read"), None)
    if read is not None and paper.is_settled:
        kept = {"outcome": paper.state, "unread": paper.unread_count}
        yield from changed(f"{name}: what became of it", read, kept)
    worked_out = next((line for line in reversed(about) if "profile" in line.said), None)
    if worked_out is not None:
        said = worked_out.said["profile"]
        yield from changed(f"{name}: what was read of it", worked_out, profile_payload(paper), said=said)
    yield from _corrections_differing(name, paper, about)
    yield from _place_differing(name, paper, about)


def _corrections_differing(name: str, paper: Paper, about: Sequence[Line]) -> Iterator[Difference]:
    expected: dict[str, Any] = dict.fromkeys(PROFILE_FIELDS)
    by: str | None = None
    for line in about:
        if line.kind == "correction":
            expected |= line.said.get("corrected", {})
            by = line.who
    wrong = [field for field in PROFILE_FIELDS if as_said(getattr(paper, f"corrected_{field}")) != expected[field]]
    words = [field.replace("_", " ") for field in wrong] + (["by whom"] if paper.corrected_by != by else [])
    if words:
        yield Difference(f"{name}: its corrections are not those in the record ({', '.join(words)}).")


def _place_differing(name: str, paper: Paper, about: Sequence[Line]) -> Iterator[Difference]:
    places = [line for line in about if line.kind in ("replaced", "replacement_taken_back")]
    replaced_by = places[-1].said.get("by") if places and places[-1].kind == "replaced" else None
    if paper.replaced_by != replaced_by:
        yield Difference(f"{name}: which paper takes its place is not as the record has it.")
