"""`flask stance`: what each passage says, a line in and a line out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from app.commands.terms import CommandFailed, Json, failing_in_a_sentence, json_lines, write_whole
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
        rows = [_stance(row, known) for row in json_lines(sys.stdin, "standard input", ("id", "text"))]
        write_whole(out, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode())


def _stance(row: Json, framework: Framework) -> Json:
    question = row.get("question")
    try:
        focus = framework.question(str(question)).text if question else None
    except KeyError as error:
        raise CommandFailed(f"Line {row['id']!r}: there is no question {question!r} in {framework.id}.") from error
    reading = read_stance(row["text"], focus=focus)
    return {"id": row["id"], "stance": reading.stance.value, "because": reading.because}
