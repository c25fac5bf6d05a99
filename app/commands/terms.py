"""What the commands share: failing in a sentence, whole files or none, progress only on a terminal, lines of JSON in."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click
from flask import current_app
from tqdm import tqdm

from corpus import whole_file
from corpus.document import Period
from rules.framework_file import FrameworkError

# What reads papers and runs models takes a second to load, and not every command does either.
if TYPE_CHECKING:
    from app.packs.pack import Progress
    from app.packs.sealed import Sealed
    from app.packs.sealed_readings import SealedReadings
    from app.proposing.stores import Stores

Json = dict[str, Any]

VECTORS, SEALED = "vectors", "sealed"
"""Folders of the data folder for what can be made again."""


class CommandFailed(click.ClickException):
    """One sentence on standard error, and a status that is not zero."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


@contextmanager
def failing_in_a_sentence() -> Iterator[None]:
    """Turn the errors that a person can act on into one sentence."""
    try:
        yield
    except _told_in_a_sentence() as error:
        raise CommandFailed(str(error)) from error
    except OSError as error:
        raise CommandFailed(f"{error.filename or 'A file'}: {error.strerror or error}.") from error


def _told_in_a_sentence() -> tuple[type[Exception], ...]:
    """The errors whose own words are the sentence; looked for when something has gone wrong."""
    from app.packs.pack import EmptyFolder
    from indexer.embedder import WeightsDiffer

    return FrameworkError, EmptyFolder, WeightsDiffer


def write_whole(path: Path, data: bytes) -> None:
    """The file appears complete, or what was there before stays; a device or a pipe is written to and never replaced."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    whole_file.write_whole(path, data, mode=0o644 & ~_umask(), lasting=True)


def put(text: str, path: Path | None) -> None:
    """To the file where one is named, else to standard output."""
    if path is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        write_whole(path, text.encode())


def json_lines(stream: TextIO, name: str, keys: tuple[str, ...]) -> Iterator[Json]:
    """Each line as an object that has these keys as text; a bad line is refused by its number."""
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise CommandFailed(f"{name}, line {number}: is not JSON ({error}).") from error
        if not isinstance(row, dict):
            raise CommandFailed(f"{name}, line {number}: is not an object with the keys {', '.join(keys)}.")
        for key in keys:
            if key not in row or (key != "id" and not isinstance(row[key], str)):
                raise CommandFailed(f"{name}, line {number}: has no text under “{key}”.")
        yield row


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on a terminal; nothing at all where standard error is not one."""
    bar = tqdm(total=1, disable=not sys.stderr.isatty(), leave=False, bar_format="{desc} {bar} {n_fmt}/{total_fmt}")

    def show(doing: str, done: int, total: int) -> None:
        bar.set_description_str(doing.capitalize(), refresh=False)
        bar.total, bar.n = max(total, 1), done
        bar.refresh()

    try:
        yield show
    finally:
        bar.close()


def kept_stores() -> Stores:
    """The packaged models, with what they make of texts kept in the data folder."""
    from app.proposing.stores import Stores

    return Stores.in_folder(current_app.extensions["sightline"].data / VECTORS, sealed())


def sealed() -> Sealed:
    """What was worked out from papers before, kept in the data folder and opened by those papers alone."""
    from app.packs.sealed import Sealed

    kept = Sealed(current_app.extensions["sightline"].data / SEALED)
    kept.sweep()
    return kept


def sealed_readings() -> SealedReadings:
    """Reads papers, each once while its reading is kept."""
    from app.packs.sealed_readings import SealedReadings

    return SealedReadings(sealed())


def a_date(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """A day written 2026-03-31."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise click.BadParameter("write the day as 2026-03-31.") from error


def a_period(_: click.Context, __: click.Parameter, value: str | None) -> Period | None:
    """Two days with a colon between: 2025-04-01:2026-03-31."""
    if not value:
        return None
    try:
        start, end = value.split(":")
        return Period(date.fromisoformat(start), date.fromisoformat(end))
    except ValueError as error:
        raise click.BadParameter("write the period as 2025-04-01:2026-03-31, the first day before the last.") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
