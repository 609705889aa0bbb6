"""Servers on loopback, started as `kiknet run` starts its own, measured, and stopped by their process id."""

import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from client import HOST, Visitor

from kiknet.config import Settings
from kiknet.supervisor import SERVER_ENVIRONMENT, server_command

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30


class Server:
    """A running server: its port, and what it costs."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, first_answer: float) -> None:
        self.process, self.port, self.first_answer = process, port, first_answer

    def memory(self) -> float:
        """MiB of all its processes, what they share counted once (PSS)."""
        return sum(map(_proportional_kib, _family(self.process.pid))) / 1024

    def worked(self) -> float:
        """Seconds that all its threads have been running so far; 0 where the system does not tell."""
        return sum(map(_nanoseconds, _family(self.process.pid))) / 1e9


@contextlib.contextmanager
def server(application: str, first_page: str, environment: dict[str, str]) -> Iterator[Server]:
    """Starts it, waits for its first answer, and stops it afterwards."""
    port = _free_port()
    command = server_command(Settings(host=HOST, port=port, workers=2), application)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KIKNET_")}
    paths = f"{ROOT}{os.pathsep}{Path(__file__).parent}"
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**inherited, **SERVER_ENVIRONMENT, "PYTHONPATH": paths, **environment},
        start_new_session=True,
    )
    try:
        _await_answer(process, port, first_page)
        yield Server(process, port, time.perf_counter() - started)
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()


def _await_answer(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    deadline = time.perf_counter() + PATIENCE
    while process.poll() is None and time.perf_counter() < deadline:
        visitor = Visitor(port)
        try:
            answer = visitor.get(path)
        except OSError:
            time.sleep(0.01)
            continue
        finally:
            visitor.close()
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}")
        return
    raise SystemExit(f"The server for {path} did not start.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _family(process: int) -> list[int]:
    """The process and all that descend from it."""
    family = [process]
    for member in family:
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{member}/task").iterdir():
                family += map(int, (task / "children").read_text().split())
    return family


def _nanoseconds(process: int) -> int:
    with contextlib.suppress(OSError):
        return sum(int(each.read_text().split()[0]) for each in Path(f"/proc/{process}/task").glob("*/schedstat"))
    return 0


def _proportional_kib(process: int) -> int:
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return 0
