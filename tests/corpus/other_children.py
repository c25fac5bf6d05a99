"""Children that do something else than read, in the place of those that do."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from corpus import children

_SERVER = """
import os, signal, subprocess, sys, time
from corpus import child, fork_server, limits
limits.WALL_SECONDS = {wall}
def instead(task):
    {program}
    return child.READ
child.main = instead
{before}
fork_server.main()
"""


@contextmanager
def child_that(program: str, wall: float = 5.0, before: str = "") -> Iterator[None]:
    """Every child runs this program, unbounded, and is ended after `wall` seconds; its server runs `before` first."""
    children.close_idle()
    server = [sys.executable, "-W", "ignore", "-c", _SERVER.format(program=program, wall=wall, before=before)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(children, "COMMAND", server)
        yield
        children.close_idle()
