"""`python -m tests.bench.report`: the figures of the last `make bench` and `make load` as docs/performance.md."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from app.config import PROJECT
from tests.bench.growing import grown

Json = dict[str, Any]

BUILD = PROJECT / "build"
PAGE = PROJECT / "docs" / "performance.md"
PARTS = {"bench.json": "The main job", "pages.json": "Pages with 500 papers", "load.json": "Many reviews on PostgreSQL"}
PREFACE = """# How fast it is

Written by `make bench` and `make load`, each figure beside its baseline in one run; correct nothing here by hand. Medians of three
rounds unless a line says otherwise. What they mean: [DECISIONS.md](../DECISIONS.md). What profiling found: [profiling.md](profiling.md).
"""


def main() -> None:
    """Write the page from whatever was measured last."""
    lines = [PREFACE]
    for file, title in PARTS.items():
        measured = BUILD / file
        if measured.is_file() and measured.stat().st_size:
            figures = json.loads(measured.read_text("utf-8"))
            lines += [f"## {title}", "", *_section(figures, 3)]
            if plots := list(grown(figures)):
                lines += ["### How it grows", "", *plots]
    PAGE.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(PROJECT)}\n")


def _section(figures: Json, depth: int) -> Iterator[str]:
    """Plain figures as a table, groups of them under headings of their own, like groups side by side."""
    plain = {name: said for name, said in figures.items() if not isinstance(said, dict)}
    if plain:
        yield from _table(("figure", ""), [(name, _cell(said)) for name, said in plain.items()])
    for name, said in figures.items():
        if not isinstance(said, dict):
            continue
        yield from (f"{'#' * min(depth, 6)} {name}", "")
        rows = list(said.values())
        if rows and all(isinstance(row, dict) and _is_flat(row) for row in rows):
            heads = list(dict.fromkeys(head for row in rows for head in row))
            yield from _table(
                ("", *heads), [(key, *(_cell(row.get(head, "")) for head in heads)) for key, row in said.items()]
            )
        else:
            yield from _section(said, depth + 1)


def _is_flat(row: Json) -> bool:
    return not any(isinstance(value, dict) for value in row.values())


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    yield from ("| " + " | ".join(row) + " |" for row in rows)
    yield ""


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_cell(one) for one in value) or "none"
    return (
        f"{value:,}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value).replace("|", "/")
    )


if __name__ == "__main__":
    main()
