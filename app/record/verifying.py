"""Holds all that is kept of a review against its record, and says in a sentence where the two differ."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from sqlalchemy import select

from app.database import db
from app.errors import Unverified
from app.models import Assessment, Entry, Membership, Report, Review
from app.packs.storage import Storage
from app.record.chain import Verdict, verify_chain
from app.record.differing import Difference, Line, by_id, changed, lines_of, missing
from app.record.entries import report_payload, review_payload
from app.record.trail import entries_of
from app.record.verifying_actions import carried_differing, forms_differing, tasks_differing, templates_differing
from app.record.verifying_decisions import actions_differing, asked_differing, decisions_differing
from app.record.verifying_drafts import drafts_differing
from app.record.verifying_exchanges import challenges_differing, requests_differing
from app.record.verifying_notes import choices_differing, notes_differing
from app.record.verifying_opinions import opinions_differing
from app.record.verifying_papers import papers_differing
from app.record.verifying_partnership import partnership_differing
from app.record.verifying_programme import programme_differing

MOST_SAID = 20
"""Differences said at once; where there are more, their number is said."""


def verify_record(review: Review, head: str | None = None) -> Verdict:
    """Whether the chain is whole, and everything kept is what its entry recorded."""
    entries = entries_of(review)
    verdict = verify_chain(entries, head)
    if not verdict.ok:
        return verdict
    return _verdict(tuple(_differences(review, entries)), verdict)


def verify_report(report: Report, entries: Sequence[Entry]) -> Verdict:
    """Whether the chain leads through the head printed in a report to the report's own entry, and its file is the same."""
    verdict = verify_chain(entries, report.head)
    if not verdict.ok:
        return verdict
    return _verdict(tuple(_report_differing(report, lines_of(entries), entries)), verdict)


def _verdict(found: tuple[Difference, ...], whole: Verdict) -> Verdict:
    if not found:
        return whole
    said = [one.sentence for one in found[:MOST_SAID]]
    if len(found) > MOST_SAID:
        said.append(f"There are {len(found) - MOST_SAID} more differences.")
    return Verdict(False, " ".join(said), next((one.entry for one in found if one.entry is not None), None))


def _differences(review: Review, entries: Sequence[Entry]) -> Iterator[Difference]:
    lines = lines_of(entries)
    yield from _review_differing(review, lines)
    yield from _places_differing(review, lines)
    yield from papers_differing(review, lines)
    yield from _assessments_differing(review, lines)
    yield from decisions_differing(review, lines)
    yield from actions_differing(review, lines)
    yield from carried_differing(review, lines)
    yield from tasks_differing(review, lines)
    yield from templates_differing(review, lines)
    yield from asked_differing(review, lines)
    yield from drafts_differing(review, lines)
    yield from requests_differing(review, lines)
    yield from challenges_differing(review, lines)
    yield from opinions_differing(review, lines)
    yield from notes_differing(review, lines)
    yield from choices_differing(review, lines)
    yield from partnership_differing(review, lines)
    yield from programme_differing(review, lines)
    yield from _reports_differing(review, lines, entries)


def _review_differing(review: Review, lines: Sequence[Line]) -> Iterator[Difference]:
    made = next((line for line in lines if line.kind == "review_created"), None)
    if made is None:
        yield Difference("The record does not begin with the making of this review: its entries were removed.")
        return
    yield from changed("This review", made, review_payload(review), made_by=review.owner_id)
    pack = next((line for line in reversed(lines) if line.kind in ("pack_opened", "pack_closed")), None)
    if review.pack_open != (pack is None or pack.kind == "pack_opened"):
        yield Difference("This review: its pack was opened or closed without an entry.")


def _places_differing(review: Review, lines: Sequence[Line]) -> Iterator[Difference]:
    recorded: dict[str, str] = {}
    for line in lines:
        if line.kind == "assigned":
            recorded[str(line.said.get("person"))] = str(line.said.get("role"))
        elif line.kind == "unassigned":
            recorded.pop(str(line.said.get("person")), None)
    kept = db.session.scalars(select(Membership).where(Membership.review_id == review.id))
    if recorded != {place.user_id: place.role for place in kept}:
        yield Difference("The people of this review are not those whom the record gave a place.")


def _assessments_differing(review: Review, lines: Sequence[Line]) -> Iterator[Difference]:
    recorded = by_id(lines, "assessment", "assessment")
    kept = {one.id: one for one in db.session.scalars(select(Assessment).where(Assessment.review_id == review.id))}
    yield from missing("The proposals", recorded, {key: f"number {one.number}" for key, one in kept.items()})
    for key, one in kept.items():
        name = f"The proposals number {one.number}"
        # One at a time: each may be millions of characters long.
        text = db.session.scalars(select(Assessment.text).where(Assessment.id == key)).one()
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        if key not in recorded:
            continue
        line = recorded[key]
        if sha256 != line.said.get("sha256"):
            yield Difference(f"{name}: their text was changed afterwards (entry {line.sequence}).", line.sequence)
        elif (one.sha256, one.number) != (sha256, line.said.get("number")):
            yield Difference(
                f"{name}: their fingerprint or number was changed afterwards (entry {line.sequence}).", line.sequence
            )
    current = [one.number for one in kept.values() if one.current]
    if kept and current != [max(one.number for one in kept.values())]:
        yield Difference("The proposals shown are not the latest that the record has.")


def _reports_differing(review: Review, lines: Sequence[Line], entries: Sequence[Entry]) -> Iterator[Difference]:
    kept = {one.id: one for one in db.session.scalars(select(Report).where(Report.review_id == review.id))}
    for key, line in by_id(lines, "report_issued", "report").items():
        if key not in kept:
            yield Difference(
                f"Report {line.said.get('number')} was issued but is no longer kept (entry {line.sequence}).",
                line.sequence,
            )
    for report in sorted(kept.values(), key=lambda one: one.number):
        yield from _report_differing(report, lines, entries)


def _report_differing(report: Report, lines: Sequence[Line], entries: Sequence[Entry]) -> Iterator[Difference]:
    name = f"Report {report.number}"
    issued = by_id(lines, "report_issued", "report").get(report.id)
    if issued is None:
        yield Difference(f"{name} has no entry in the record: the record was cut off, or the report was made up.")
    else:
        yield from changed(name, issued, report_payload(report), made_by=report.issued_by)
        if entries[issued.sequence - 1].previous != report.head:
            yield Difference(f"{name}: its entry does not follow the fingerprint printed in it.", issued.sequence)
    withdrawn = by_id(lines, "report_withdrawn", "report").get(report.id)
    said = (withdrawn.said.get("reason"), withdrawn.who) if withdrawn else (None, None)
    if (report.withdrawn_reason, report.withdrawn_by) != said or report.stands != (withdrawn is None):
        yield Difference(
            f"{name}: its withdrawal is not as the record has it.", withdrawn.sequence if withdrawn else None
        )
    yield from forms_differing(report, issued)
    try:
        Storage.of().verified_report(report)
    except (Unverified, ValueError):
        yield Difference(
            f"{name}: its file was changed or removed after it was issued.", issued.sequence if issued else None
        )
