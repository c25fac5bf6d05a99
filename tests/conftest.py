"""Nothing that the tests run may open a connection to anywhere but this machine: whoever tries is stopped and named."""

from __future__ import annotations

import ipaddress
import sys
from typing import Any

import pytest

LOCAL_NAMES = ("localhost", "", None)
WATCHED = ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")


class LeavingTheMachine(Exception):
    """A test tried to reach another machine."""


class Guard:
    """What was tried, by the kind of call; `planted` is set while a test plants one on purpose."""

    def __init__(self) -> None:
        self.caught: list[str] = []
        self.planted = False

    def watch(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in WATCHED:
            return
        address = arguments[1] if event in ("socket.connect", "socket.sendto") else arguments[0]
        if _stays_here(address):
            return
        if not self.planted:
            self.caught.append(event)
        raise LeavingTheMachine(event)


def _stays_here(address: Any) -> bool:
    # A path or bytes name a socket of this machine's own.
    host = address[0] if isinstance(address, tuple) else address if isinstance(address, str | None) else ""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in LOCAL_NAMES or (isinstance(address, str) and address.startswith("/")):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0]).is_loopback
    except ValueError:
        return False


GUARD = Guard()
sys.addaudithook(GUARD.watch)


@pytest.fixture
def guard() -> Guard:
    return GUARD


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if GUARD.caught:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        print(f"\nTried to leave this machine: {', '.join(GUARD.caught)}")  # noqa: T201
