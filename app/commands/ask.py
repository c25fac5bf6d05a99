"""`flask ask`: each question answered from the papers, with no model unless one is configured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TextIO

import click
from flask.cli import with_appcontext

from app.answering.asking import Asking, ask
from app.answering.readers import Readers
from app.commands.terms import (
    failing_in_a_sentence,
    json_lines,
    kept_stores,
    progress_bar,
    sealed_readings,
    write_whole,
)
from app.packs.pack import read_pack
from rules.framework_file import framework_named


@click.command("ask")
@click.argument("pack", type=click.Path(path_type=Path))
@click.option("--questions", type=click.File("r", encoding="utf-8"), required=True, help='Lines {"id", "text"}.')
@click.option("--json", "out", type=click.Path(path_type=Path), required=True)
@with_appcontext
def ask_command(pack: Path, questions: TextIO, out: Path) -> None:
    """Answer each question from the papers in PACK, or say that they do not say."""
    with failing_in_a_sentence(), progress_bar() as progress:
        rows = list(json_lines(questions, "the questions", ("id", "text")))
        papers = read_pack(pack, progress, readings=sealed_readings())
        readers, index = Readers.packaged(), papers.index(kept_stores().papers)
        lines, asking = [], Asking(framework=framework_named("six-steps"))
        for done, row in enumerate(rows):
            progress("answering", done, len(rows))
            answer = ask(papers, index, readers, row["text"], asking=asking)
            lines.append(json.dumps({"id": row["id"], **answer}, ensure_ascii=False) + "\n")
        write_whole(out, "".join(lines).encode())
