"""The commands that others rely on; each fails with one sentence on standard error and leaves what was there untouched."""

from __future__ import annotations

from importlib import import_module

import click
from flask.cli import AppGroup

WHERE = {
    "read": "read:read_command",
    "assess": "assess:assess_command",
    "search": "search:search_command",
    "ask": "ask:ask_command",
    "frameworks": "frameworks:frameworks_command",
    "stance": "stance:stance_command",
    "verify": "verify:verify_command",
    "train": "train:train_command",
    "evaluate": "evaluate:evaluate_command",
    "evaluate-asking": "evaluate_asking:evaluate_asking_command",
    "documents": "documents:documents_command",
    "backup": "keeping:backup_command",
    "restore": "keeping:restore_command",
    "retention": "keeping:retention_command",
    "export-review": "handing_over:export_review_command",
    "import-review": "handing_over:import_review_command",
    "demo": "demonstration:demo",
    "people": "people:people",
}
"""Each command, and the module of this room and the name in it where it stands."""


class Commands(AppGroup):
    """The commands, each loaded when it is called: one that reads a file need not wait for one that answers questions."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *WHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in WHERE:
            return super().get_command(ctx, cmd_name)
        module, _, name = WHERE[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"{__name__}.{module}"), name)
        return command
