"""`kiknet run` for real: it says when it is ready, and whatever happens, it leaves nothing behind."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import forked
import pytest

ROOT = Path(__file__).parent.parent
PATIENCE = 60
pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc"),
    pytest.mark.sqlite,
]


def environment(instance, **given):
    plain = {name: value for name, value in os.environ.items() if not name.startswith("KIKNET_")}
    return {**plain, "KIKNET_INSTANCE": str(instance), "PYTHONWARNINGS": "default", **given}


def kiknet(*arguments):
    return [sys.executable, "-m", "kiknet.cli", *arguments]


@pytest.fixture(scope="session")
def empty_network(tmp_path_factory, compiling_together):
    """An instance that is prepared already, so that each test starts quickly."""
    folder = compiling_together(tmp_path_factory.mktemp("empty"))
    prepared = forked.command(tmp_path_factory.mktemp("said"), environment(folder), "prepare", "--no-demo")
    assert prepared.returncode == 0, prepared.stderr
    return folder


class Running:
    """A `kiknet run` of our own, in a process group of its own, as a terminal would start it."""

    def __init__(self, instance):
        self.instance, self.port = instance, free_port()
        self.process = subprocess.Popen(
            kiknet("run", "--no-demo"), cwd=ROOT, env=environment(instance, PORT=str(self.port)),
            stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip

    def until_ready(self):
        for line in self.process.stderr:
            if "kiknet is ready" in line:
                return line
        raise AssertionError("it ended before it was ready")

    def children(self):
        """The processes that belong to this instance, but for the one we started."""
        return {pid for pid in processes_of(self.instance) if pid != self.process.pid}

    def answers(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        with contextlib.closing(connection):
            try:
                connection.request("GET", "/healthz")
                return connection.getresponse().status
            except OSError:
                return None

    def worker_was_seen(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        with contextlib.closing(connection):
            connection.request("GET", "/healthz")
            return json.load(connection.getresponse())["worker_seen_seconds_ago"] is not None

    def end(self):
        """What it said last, and its exit code."""
        said = self.process.communicate(timeout=PATIENCE)[1]
        return said, self.process.returncode


def processes_of(instance):
    wanted = f"KIKNET_INSTANCE={instance}".encode()
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if folder.name.isdigit() and wanted in (folder / "environ").read_bytes().split(b"\0"):
                yield int(folder.name)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(question):
    deadline = time.monotonic() + PATIENCE
    while not question():
        assert time.monotonic() < deadline, "that did not happen in time"
        time.sleep(0.05)


@pytest.fixture
def running(empty_network, tmp_path):
    instance = shutil.copytree(empty_network, tmp_path / "instance", symlinks=True)
    run = Running(instance)
    try:
        yield run
    finally:
        for pid in [run.process.pid, *run.children()]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        run.process.wait()
        run.process.stderr.close()


def test_ctrl_c_stops_everything_it_started(running):
    line = running.until_ready()
    assert f"http://127.0.0.1:{running.port}" in line
    assert running.answers() == 200
    assert len(running.children()) >= 3  # a server, what serves for it, and a worker

    os.killpg(running.process.pid, signal.SIGINT)

    said, code = running.end()
    assert code == 0, said
    assert "Traceback" not in said
    assert running.children() == set()
    assert running.answers() is None


def test_its_worker_does_what_happens_by_itself_and_being_asked_to_end_stops_everything_it_started(running):
    running.until_ready()
    eventually(running.worker_was_seen)

    running.process.terminate()

    assert running.end()[1] == 0
    assert running.children() == set()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells a child that its parent was killed")
def test_even_killed_it_leaves_nothing_behind(running):
    running.until_ready()

    running.process.kill()

    eventually(lambda: running.children() == set())


def test_when_the_server_dies_the_worker_is_stopped_too(running):
    running.until_ready()
    servers = [pid for pid in running.children() if b"kiknet.serving" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    assert servers
    for pid in servers:
        os.kill(pid, signal.SIGKILL)

    said, code = running.end()
    assert code == 1
    assert "The server ended unexpectedly" in said
    assert running.children() == set()


def test_a_busy_port_is_said_in_one_sentence(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ended = subprocess.run(
            kiknet("run"), cwd=ROOT, env=environment(tmp_path, PORT=str(port)), capture_output=True, text=True
        )

    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert str(port) in ended.stderr


def test_an_address_nobody_knows_is_said_in_one_sentence(tmp_path):
    ended = subprocess.run(
        kiknet("run"), cwd=ROOT, env=environment(tmp_path, HOST="nowhere.invalid"), capture_output=True, text=True
    )

    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert "HOST" in ended.stderr
