"""The commands that others rely on; each fails with one sentence on standard error and leaves what was there untouched."""

from __future__ import annotations

from flask import Flask

from app.commands import (
    ask,
    assess,
    documents,
    evaluate,
    evaluate_asking,
    frameworks,
    handing_over,
    keeping,
    read,
    search,
    stance,
    train,
    verify,
)


def register_commands(app: Flask) -> None:
    """Every command of the contract."""
    for command in (
        read.read_command,
        assess.assess_command,
        search.search_command,
        ask.ask_command,
        frameworks.frameworks_command,
        stance.stance_command,
        verify.verify_command,
        train.train_command,
        evaluate.evaluate_command,
        evaluate_asking.evaluate_asking_command,
        documents.documents_command,
        keeping.backup_command,
        keeping.restore_command,
        keeping.retention_command,
        handing_over.export_review_command,
        handing_over.import_review_command,
    ):
        app.cli.add_command(command)
