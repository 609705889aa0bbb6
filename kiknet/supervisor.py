"""`kiknet run`: prepares the network, starts server and worker, and stops whatever it started.

This process stays small: the application itself is only loaded by its children.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import Any

from kiknet.config import Settings

GRACE_SECONDS = 10


def run(settings: Settings, *, with_demo: bool) -> None:
    """Prepare (in a child), then keep server and worker running until Ctrl-C or until one of them ends."""
    environ = {**os.environ, "KIKNET_INSTANCE": str(settings.instance)}
    prepared = subprocess.run(
        [sys.executable, "-m", "kiknet.cli", "prepare", *([] if with_demo else ["--no-demo"])],
        env=environ,
        stdout=subprocess.PIPE,
        text=True,
    )
    if prepared.returncode != 0:
        sys.exit(prepared.returncode)
    environ["KIKNET_ENV"] = prepared.stdout.strip().splitlines()[-1]
    children = [_start(command, environ) for command in (server_command(settings), _worker())]
    for name in (signal.SIGTERM, signal.SIGHUP) if hasattr(signal, "SIGHUP") else (signal.SIGTERM,):
        signal.signal(name, _as_interrupt)
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.2)
    except KeyboardInterrupt:
        pass
    finally:
        _stop(children)
    sys.exit(max(abs(child.returncode or 0) for child in children) if _failed(children) else 0)


def _failed(children: list[subprocess.Popen[bytes]]) -> bool:
    """Whether one of them ended by itself with an error (not by the signal we sent)."""
    return any(child.returncode not in {0, -signal.SIGTERM, -signal.SIGINT} for child in children)


def server_command(settings: Settings, application: str = "wsgi:app") -> list[str]:
    """How an application is served; the benchmark serves its floor in the same way."""
    bind = f"{settings.host}:{settings.port}"
    if sys.platform == "win32":
        return [sys.executable, "-m", "waitress", f"--listen={bind}", "--threads=8", application]
    return [
        sys.executable, "-m", "gunicorn", application, f"--bind={bind}", f"--workers={settings.workers}",
        "--worker-class=gthread", "--threads=4", "--preload", "--no-control-socket", "--graceful-timeout=5",
        "--log-level=warning",
    ]  # fmt: skip


def _worker() -> list[str]:
    return [sys.executable, "-m", "kiknet.cli", "work"]


def _start(command: list[str], environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """In a session of its own, so that Ctrl-C reaches us first and we stop things in order."""
    return subprocess.Popen(command, env=dict(environ), start_new_session=True)


def _as_interrupt(_number: int, _frame: Any) -> None:
    raise KeyboardInterrupt


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
