"""`flask read FILE`: what the bounded reader makes of one file."""

from __future__ import annotations

from pathlib import Path

import click

from app.contract import dumps, reading_json
from corpus.reader import read_file


@click.command("read")
@click.argument("file", type=click.Path(path_type=Path))
def read_command(file: Path) -> None:
    """Read one FILE through the same bounded reader as an upload; print one JSON object."""
    click.echo(dumps(reading_json(read_file(file))), nl=False)
