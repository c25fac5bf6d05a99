"""`flask frameworks`: which frameworks there are."""

from __future__ import annotations

from pathlib import Path

import click

from app.commands.terms import failing_in_a_sentence, put
from app.contract import dumps, frameworks_json
from rules.framework_file import all_frameworks


@click.command("frameworks")
@click.option("--json", "out", type=click.Path(path_type=Path), help="Write to this file.")
def frameworks_command(out: Path | None) -> None:
    """List the frameworks."""
    with failing_in_a_sentence():
        put(dumps(frameworks_json(list(all_frameworks().values()))), out)
