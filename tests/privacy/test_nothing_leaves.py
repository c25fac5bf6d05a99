"""Nothing leaves the machine: the guard over every test catches a planted call, and a whole reading makes none."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.conftest import Guard, LeavingTheMachine

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("where", ["192.0.2.7", "2001:db8::1", "collector.example"])
def test_a_planted_call_is_caught(guard: Guard, where: str) -> None:
    guard.planted = True
    try:
        with pytest.raises(LeavingTheMachine):
            socket.create_connection((where, 443), timeout=1)
        with pytest.raises((LeavingTheMachine, OSError)):
            urlopen(f"http://{'[' + where + ']' if ':' in where else where}/")
    finally:
        guard.planted = False


def test_a_planted_datagram_is_caught(guard: Guard) -> None:
    guard.planted = True
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sent, pytest.raises(LeavingTheMachine):
            sent.sendto(b"words of a paper", ("192.0.2.7", 53))
    finally:
        guard.planted = False


def test_this_machine_can_still_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()[:2]):
        pass


ONE_RUN = """
from app import create_app
from app.config import Config
from pathlib import Path
app = create_app(Config(data=Path({data!r}), work="held"))
done = app.test_cli_runner().invoke(args=["read", {paper!r}])
assert done.exit_code == 0, done.output
assert "The plan was agreed." in done.output
"""


def test_papers_are_read_where_there_is_no_network_at_all(tmp_path: Path) -> None:
    unshare = shutil.which("unshare")
    alone = [unshare, "--net", "--map-root-user"] if unshare else None
    if alone is None or subprocess.run([*alone, "true"], capture_output=True).returncode:
        pytest.skip("This machine lets nobody make a network namespace.")
    (tmp_path / "plan.txt").write_text("The plan was agreed.")
    program = ONE_RUN.format(data=str(tmp_path / "data"), paper=str(tmp_path / "plan.txt"))
    done = subprocess.run(
        [*alone, sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
