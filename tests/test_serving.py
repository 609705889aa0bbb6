"""Workers share what they have loaded, nobody else holds it, and whatever happens to one, people are answered."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from test_supervisor import eventually, free_port

ROOT = Path(__file__).parent.parent
pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere it is gunicorn as it is"),
    pytest.mark.sqlite,
]
APPLICATION = """
import os, {library}

def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Connection", "close")])
    return [str(os.getpid()).encode()]
"""


class Serving:
    """A server with two workers for a small application that has loaded a compiled library."""

    def __init__(self, folder, library="_sqlite3"):
        (folder / "small.py").write_text(APPLICATION.format(library=library))
        self.port = free_port()
        command = [sys.executable, "-m", "kiknet.serving", "small:app", f"--bind=127.0.0.1:{self.port}", "--workers=2",
                   "--worker-class=gthread", "--threads=2", "--no-control-socket", "--log-level=critical"]  # fmt: skip
        environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{folder}"}
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)

    @property
    def workers(self):
        return set(map(int, Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()))

    def answered_by(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5) as answer:
                return int(answer.read())
        except OSError:
            return None

    def is_ready(self):
        return len(self.workers) == 2 and self.answered_by() in self.workers

    def end(self):
        workers = self.workers if self.process.poll() is None else ()
        self.process.kill()
        self.process.communicate()
        for worker in workers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)


@pytest.fixture
def serving(tmp_path):
    server = Serving(tmp_path)
    try:
        eventually(server.is_ready)
        yield server
    finally:
        server.end()


def has_loaded(process, library):
    return library in Path(f"/proc/{process}/maps").read_text()


def is_alive(process):
    return Path(f"/proc/{process}").exists()


def test_only_those_who_answer_hold_the_application(serving):
    assert all(has_loaded(worker, "_sqlite3") for worker in serving.workers)
    assert not has_loaded(serving.process.pid, "_sqlite3")


def test_a_killed_worker_is_replaced_while_the_other_answers(serving):
    killed, other = serving.workers
    os.kill(killed, signal.SIGKILL)

    assert serving.answered_by() == other
    eventually(lambda: len(serving.workers - {killed}) == 2 and serving.is_ready())
    assert other in serving.workers

    both = set()
    eventually(lambda: both.add(serving.answered_by()) or both == serving.workers)


def test_with_both_killed_people_wait_and_are_answered(serving):
    before = serving.workers
    for worker in before:
        os.kill(worker, signal.SIGKILL)

    eventually(lambda: serving.answered_by() not in {None, *before})


def test_asked_to_end_it_ends_with_its_workers(serving):
    workers = serving.workers
    serving.process.terminate()

    assert serving.process.wait(20) == 0
    assert not any(map(is_alive, workers))


def test_when_the_one_that_watches_is_killed_its_workers_end(serving):
    workers = serving.workers
    serving.process.kill()
    serving.process.wait()

    eventually(lambda: not any(map(is_alive, workers)))


def test_asked_to_load_anew_it_goes_on_answering_with_new_workers(serving):
    before = serving.workers
    serving.process.send_signal(signal.SIGHUP)

    eventually(lambda: not before & serving.workers and serving.is_ready())


def test_an_application_that_cannot_be_loaded_ends_it_with_the_reason(tmp_path):
    server = Serving(tmp_path, library="nothing_of_that_name")

    said = server.process.communicate(timeout=20)[1]

    assert server.process.returncode != 0
    assert "nothing_of_that_name" in said


def test_asked_to_end_while_it_loads_it_ends(tmp_path):
    server = Serving(tmp_path, library="time; time.sleep(1)")
    eventually(lambda: len(server.workers) == 1)
    started = time.monotonic()
    server.process.terminate()

    server.process.communicate(timeout=20)
    assert time.monotonic() - started < 10
    assert server.answered_by() is None
