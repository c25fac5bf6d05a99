"""What kind of paper each is, worked out once: the same reading under the same name has the same profile."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from app.packs.sealed import Sealed, key_of
from corpus.document import Period, Profile, Reading
from corpus.profile import profile_of
from corpus.reading_json import sha256_of_reading


class SealedProfiles:
    """Works out profiles, and keeps them sealed."""

    def __init__(self, kept: Sealed) -> None:
        self.kept = kept

    def profile(self, reading: Reading, file: str) -> Profile:
        """The profile of a paper, as it was before where its words and its name are what they were."""
        if self.kept.folder is None:
            return profile_of(reading, file)
        key = key_of("profile", sha256_of_reading(reading), file)
        written = self.kept.take(key)
        if written is not None:
            return _profile(json.loads(written))
        made = profile_of(reading, file)
        self.kept.keep(key, json.dumps(asdict(made), default=date.isoformat).encode())
        return made


def _profile(said: dict[str, Any]) -> Profile:
    day, period = said["date"], said["period"]
    return Profile(
        **said
        | {
            "date": date.fromisoformat(day) if day else None,
            "period": Period(*map(date.fromisoformat, (period["start"], period["end"]))) if period else None,
        }
    )
