"""A review of 500 papers for the bench: the sample pack read and assessed once, then multiplied with other words in each copy."""

from __future__ import annotations

import hashlib
import io
import sys
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from app import create_app
from app.config import PROJECT, Config
from app.contract import assessment_json
from app.database import db, now, writing
from app.models import Assessment, Paper, Review, User
from app.packs.pack import read_pack
from app.packs.storage import Storage
from app.proposing.assessing import assess
from app.proposing.assessments import keep_assessment
from app.proposing.stores import Stores
from app.record.trail import append_entry
from corpus.document import Document, Period
from rules.framework_file import framework_named

Json = dict[str, Any]

PACK = PROJECT / "corpus" / "samples" / "pack"
PERIOD, AS_OF = Period(date(2025, 4, 1), date(2026, 3, 31)), date(2026, 7, 31)
FRAMEWORK = "six-steps"
DIGITS = "0123456789"


@cache
def sample() -> tuple[list[Document], Json]:
    """The papers of the sample pack as they were read, and their assessment."""
    pack, framework = read_pack(PACK, lambda *_: None), framework_named(FRAMEWORK)
    made = assess(pack, framework, AS_OF, PERIOD, Stores.in_folder(None), lambda *_: None)
    return list(pack.documents), assessment_json(made)


class Copy:
    """One paper once more: the same words with other figures, under a name, a hash and a date of its own."""

    def __init__(self, of: Document, nth: int) -> None:
        self.of, self.nth = of, nth
        self.data = f"{of.file} {nth}".encode()
        self.sha256 = hashlib.sha256(self.data).hexdigest()
        self.id = self.sha256[:12]
        stem, _, ending = of.file.rpartition(".")
        self.name = f"{stem} {nth:02}.{ending}"
        self.title = f"{of.profile.title} ({nth})"
        self.date = of.profile.date - timedelta(days=nth) if of.profile.date else None
        self.figures = str.maketrans(DIGITS, DIGITS[nth % 10 :] + DIGITS[: nth % 10])

    def said(self, text: str) -> str:
        """The words of the first copy with this one's figures, so that every offset stays true."""
        return text.translate(self.figures)

    def keep(self, review_id: str) -> str:
        """Puts its bytes and its reading where an upload would have put them; its hash comes back."""
        storage, reading = Storage.of(), self.of.reading
        segments = tuple(replace(one, text=self.said(one.text)) for one in reading.segments)
        kept, _ = storage.keep_original(review_id, self.name, io.BytesIO(self.data))
        storage.keep_reading(review_id, kept, replace(reading, segments=segments))
        return kept

    def document(self, first: Json) -> Json:
        day = self.date.isoformat() if self.date else None
        return first | {"id": self.id, "file": self.name, "sha256": self.sha256, "title": self.title, "date": day}

    def citation(self, first: Json) -> Json:
        day = self.date.isoformat() if self.date else None
        passage = f"{self.id}.{first['segment']}.{first['start']}-{first['end']}"
        own = {"document": self.id, "file": self.name, "title": self.title, "date": day, "passage": passage}
        return first | own | {"quote": self.said(first["quote"])}

    def paper(self, review: Review, by: User) -> Paper:
        profile, reading = self.of.profile, self.of.reading
        return Paper(
            review_id=review.id,
            name=self.name,
            sha256=self.sha256,
            size=len(self.data),
            uploaded_by=by.id,
            state=reading.status,
            reason=reading.reason,
            format=reading.kind,
            pages=reading.pages,
            unread_count=len(reading.missed),
            read_at=now(),
            title=self.title,
            kind=profile.kind,
            date=self.date,
            period_from=profile.period.start if profile.period else None,
            period_to=profile.period.end if profile.period else None,
            agency=profile.agency,
            area=profile.area,
            self_reported=profile.self_reported,
            draft=profile.draft,
            standing=self.of.standing,
            standing_because=self.of.standing_because,
            profile_because=dict(profile.because),
        )


def multiply(content: Json, copies: list[Copy]) -> Json:
    """The assessment of all the copies: every question with the evidence of each, in the order of its score."""
    first = {each["id"]: each for each in content["documents"]}
    of: dict[str, list[Copy]] = {}
    for copy in copies:
        of.setdefault(copy.of.id, []).append(copy)
    made = deepcopy(content)
    made["documents"] = [copy.document(first[copy.of.id]) for copy in copies]
    for question in made["questions"]:
        for part in question["parts"]:
            part["evidence"] = [copy.citation(each) for each in part["evidence"] for copy in of[each["document"]]]
        question["contradictions"] = [
            [of[each["document"]][0].citation(each) for each in pair] for pair in question["contradictions"]
        ]
    return made


def enlarge(review: Review, by: User, papers: int) -> Assessment:
    """Brings a review to this many papers, and keeps the assessment of them all."""
    documents, content = sample()
    copies = [Copy(documents[n % len(documents)], n // len(documents)) for n in range(papers)]
    for copy in copies:
        copy.keep(review.id)
    with writing(review):
        for copy in copies:
            paper = copy.paper(review, by)
            db.session.add(paper)
            db.session.flush()
            said = {"paper": paper.id, "name": paper.name, "sha256": paper.sha256, "size": paper.size}
            append_entry(review.id, by.id, "upload", said)
            append_entry(review.id, None, "read", {"paper": paper.id, "outcome": paper.state})
    return keep_assessment(review.id, multiply(content, copies), "5" * 64)


def open_app(data: Path) -> Any:
    """The application on the bench's own data folder."""
    return create_app(Config(data=data, work="held", password_rounds=1, office="none"))


def tests_of_app() -> None:
    """Makes the cast and the whole review of the tests importable: the bench looks at the same pages."""
    folder = str(PROJECT / "tests" / "app")
    if folder not in sys.path:
        sys.path.insert(0, folder)
