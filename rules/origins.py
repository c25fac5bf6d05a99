"""Where a piece of evidence comes from, in the terms of a blended approach to scrutiny."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.yaml_text import load_yaml

ORIGINS = Path(__file__).parent / "origins.yaml"
OWN_PAPERS = "own_papers"


@dataclass(frozen=True)
class Origin:
    """A kind of scrutiny that evidence can come from."""

    id: str
    name: str
    about: str
    kinds: frozenset[str]
    titles: tuple[re.Pattern[str], ...]


@cache
def origins(path: Path = ORIGINS) -> Mapping[str, Origin]:
    """Every origin by its id, in the order in which they are shown; ValueError where a kind stands in two."""
    rows = load_yaml(path.read_text("utf-8"))["origins"]
    found = {
        row["id"]: Origin(
            row["id"],
            row["name"],
            row["about"],
            frozenset(row["kinds"]),
            tuple(re.compile(each, re.IGNORECASE) for each in row["title"]),
        )
        for row in rows
    }
    kinds = [kind for row in rows for kind in row["kinds"]]
    if len(kinds) != len(set(kinds)):
        raise ValueError(f"{path.name}: a kind of paper stands in two origins.")
    return found


def origin_of(kind: str | None, title: str = "") -> str:
    """The origin of a paper by its kind; what would be the partnership's own paper may be told by its title to be another's."""
    of_kind = next((one.id for one in origins().values() if kind in one.kinds), OWN_PAPERS)
    if of_kind != OWN_PAPERS:
        return of_kind
    told = (one.id for one in origins().values() if any(pattern.search(title) for pattern in one.titles))
    return next(told, OWN_PAPERS)
