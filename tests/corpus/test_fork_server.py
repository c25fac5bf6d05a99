"""One server forks a child a file: what happens in one child reaches no other, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus import children
from corpus.children import answered_by_child
from corpus.limits import Refused
from corpus.reader import read_file
from tests.corpus.other_children import child_that

SOURCE = "The plan was agreed."


@pytest.fixture(autouse=True)
def _no_server_from_before() -> Iterator[None]:
    children.close_idle()
    yield
    children.close_idle()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(SOURCE)
    return tmp_path / "a.txt"


def asked(paper: Path, name: str = "a.txt") -> str:
    with paper.open("rb") as source, answered_by_child(source, ["read", name]) as answer:
        return answer.read().decode()


def is_there(number: int) -> bool:
    """Whether a process runs under this number; one that ended and is not waited for does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def gone_within(seconds: float, number: int) -> bool:
    until = time.monotonic() + seconds
    while is_there(number) and time.monotonic() < until:
        time.sleep(0.02)
    return not is_there(number)


def test_every_file_has_a_process_of_its_own_from_one_server(paper: Path) -> None:
    with child_that("os.write(1, f'{os.getpid()} {os.getppid()}'.encode())"):
        told = [asked(paper).split() for _ in range(4)]
    assert len({child for child, _ in told}) == 4
    assert len({server for _, server in told}) == 1


def test_what_one_file_does_to_its_process_does_not_reach_the_next(paper: Path) -> None:
    with child_that(
        "limits.WALL_SECONDS += 1; sys.modules['json'] = None; os.write(1, str(limits.WALL_SECONDS).encode())"
    ):
        assert [asked(paper) for _ in range(3)] == ["6.0"] * 3


def test_a_child_holds_the_file_and_its_answer_and_no_way_to_the_server(paper: Path) -> None:
    with child_that(
        "held = [os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd') if os.path.exists(f'/proc/self/fd/{n}')]\n"
        "    os.write(1, '\\n'.join(held).encode())"
    ):
        held = asked(paper).splitlines()
    assert str(paper) in held
    assert not [one for one in held if one.startswith("socket:")]


def test_what_a_child_leaves_running_is_ended_with_it(paper: Path) -> None:
    with child_that("left = subprocess.Popen(['sleep', '60']); os.write(1, str(left.pid).encode())"):
        assert gone_within(2, int(asked(paper)))


def test_a_child_that_hangs_is_ended_and_the_next_file_is_read(paper: Path) -> None:
    with child_that("len(task[1]) > 5 and time.sleep(60); os.write(1, b'done')", wall=0.3):
        with pytest.raises(Refused, match="longer than 30 seconds"):
            asked(paper, "longer.txt")
        assert asked(paper) == "done"
        assert len(children._idle) == 1


def test_a_server_that_died_while_it_waited_is_no_fault_of_the_file(paper: Path) -> None:
    assert read_file(paper).status == "read"
    (server,) = children._idle
    os.kill(server._process.pid, signal.SIGKILL)
    assert gone_within(2, server._process.pid)
    assert read_file(paper).status == "read"


def test_a_server_that_dies_with_its_child_refuses_that_file_and_takes_the_child_along(paper: Path) -> None:
    with (
        child_that("os.kill(os.getppid(), signal.SIGKILL); os.write(1, b'half'); time.sleep(60)"),
        pytest.raises(Refused),
    ):
        asked(paper)
    assert not children._idle


def test_a_server_ends_by_itself_when_whoever_started_it_was_killed(paper: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from corpus import children; from corpus.reader import read_file\n"
        f"read_file(Path({str(paper)!r})); print(children._idle[0]._process.pid, flush=True); time.sleep(60)"
    )
    asker = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=children._ROOT)
    assert asker.stdout is not None
    server = int(asker.stdout.readline())
    assert is_there(server)
    asker.kill()
    asker.communicate()
    assert gone_within(2, server)


def test_after_a_fork_the_servers_are_the_parents_alone(paper: Path) -> None:
    read_file(paper)
    (server,) = children._idle
    reads, writes = os.pipe()
    number = os.fork()
    if not number:
        os.write(writes, f"{len(children._idle)} {read_file(paper).status}".encode())
        children.close_idle()
        os._exit(0)
    os.waitpid(number, 0)
    assert os.read(reads, 100).decode() == "0 read"
    os.close(reads)
    os.close(writes)
    assert children._idle == [server]
    assert read_file(paper).status == "read"


def test_many_at_once_get_their_own_answers_and_few_servers_stay(tmp_path: Path) -> None:
    papers = [tmp_path / f"{n}.txt" for n in range(12)]
    for n, each in enumerate(papers):
        each.write_text(f"The plan was agreed on day {n}.")
    with ThreadPoolExecutor(6) as readers:
        read = list(readers.map(read_file, papers))
    assert [one.segments[0].text for one in read] == [f"The plan was agreed on day {n}." for n in range(12)]
    assert 0 < len(children._idle) <= children.KEPT


def test_a_machine_without_room_is_no_fault_of_the_file(paper: Path) -> None:
    with child_that("pass", before="os.fork = lambda: (_ for _ in ()).throw(OSError(12, 'no room'))"):
        with pytest.raises(OSError, match="no room to read a file in"):
            asked(paper)
        with pytest.raises(OSError, match="no room"):
            read_file(paper)


def test_what_one_file_may_hold_does_not_hang_on_those_before_it(paper: Path) -> None:
    told = "import resource; from corpus import limits; os.write(1, str(limits.DATA_BYTES).encode())"
    with child_that(told):
        bare = int(asked(paper))
    with child_that(told, before="held = bytearray(64 * 1024 * 1024)"):
        assert int(asked(paper)) - bare > 32 * 1024 * 1024


def test_a_server_that_ended_while_it_waited_is_waited_for(paper: Path) -> None:
    read_file(paper)
    (server,) = children._idle
    os.kill(server._process.pid, signal.SIGTERM)
    assert gone_within(2, server._process.pid)
    read_file(paper)
    assert not Path(f"/proc/{server._process.pid}").exists()
    assert server not in children._idle
