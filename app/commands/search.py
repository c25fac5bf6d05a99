"""`flask search`: batch evidence search over a pack."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TextIO

import click
from flask.cli import with_appcontext

from app.commands.terms import (
    failing_in_a_sentence,
    json_lines,
    kept_stores,
    progress_bar,
    sealed_readings,
    write_whole,
)
from app.contract import hit_json
from app.packs.pack import read_pack


@click.command("search")
@click.argument("pack", type=click.Path(path_type=Path))
@click.option("--queries", type=click.File("r", encoding="utf-8"), required=True, help='Lines {"id", "text"}.')
@click.option("--json", "out", type=click.Path(path_type=Path), required=True)
@click.option("--top", default=20, show_default=True, type=click.IntRange(1, 1000))
@with_appcontext
def search_command(pack: Path, queries: TextIO, out: Path, top: int) -> None:
    """Find the best passages of PACK for each query."""
    with failing_in_a_sentence(), progress_bar() as progress:
        rows = list(json_lines(queries, "the queries", ("id", "text")))
        papers = read_pack(pack, progress, readings=sealed_readings())
        index = papers.index(kept_stores().papers)
        documents = {one.id: one for one in papers.documents}
        lines = []
        for done, row in enumerate(rows):
            progress("searching", done, len(rows))
            hits = [hit_json(hit, documents[hit.passage.document]) for hit in index.search(row["text"], top)]
            lines.append(json.dumps({"id": row["id"], "hits": hits}, ensure_ascii=False) + "\n")
        write_whole(out, "".join(lines).encode())
