"""`flask stance`: what each passage says, a line in and a line out."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from app.commands.terms import CommandFailed, Json, failing_in_a_sentence, json_lines, write_whole
from app.proposing.leaning import leanings_of
from indexer.adapted import LEANING, NO_QUESTION, Adapted, pair
from rules.evidence import Stance
from rules.framework import Framework
from rules.framework_file import framework_named
from rules.stance import read_stance


@click.command("stance")
@click.option("--json", "out", type=click.Path(path_type=Path), required=True, help="Write the lines to this file.")
@click.option("--framework", default="six-steps", show_default=True)
def stance_command(out: Path, framework: str) -> None:
    """Read lines {"id", "text", "question"} from standard input; write lines {"id", "stance", "because"}."""
    with failing_in_a_sentence():
        known = framework_named(framework)
        rows = list(json_lines(sys.stdin, "standard input", ("id", "text")))
        asked = [_question(row, known) for row in rows]
        reader = Adapted.packaged(LEANING)
        pairs = [pair(row["text"], question) for row, question in zip(rows, asked, strict=True)]
        lines = [
            _stance(row, question, leaning.stances)
            for row, question, leaning in zip(rows, asked, leanings_of(reader.labels, reader.embed(pairs)), strict=True)
        ]
        write_whole(out, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode())


def _question(row: Json, framework: Framework) -> str:
    question = row.get("question")
    try:
        return framework.question(str(question)).text if question else NO_QUESTION
    except KeyError as error:
        raise CommandFailed(f"Line {row['id']!r}: there is no question {question!r} in {framework.id}.") from error


def _stance(row: Json, question: str, leaning: Mapping[Stance, float]) -> Json:
    reading = read_stance(row["text"], question or None, leaning=leaning)
    return {"id": row["id"], "stance": reading.stance.value, "because": reading.because}
