"""`kiknet run`: prepares the network, starts server and worker, and stops whatever it started.

This process stays small: the application itself is only loaded by its children.
"""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kiknet.config import Misconfigured, Settings

ROOT = Path(__file__).resolve().parent.parent
GRACE_SECONDS = 10
SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
PR_SET_PDEATHSIG = 1  # prctl(2)
SERVER_ENVIRONMENT = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "262144",
    "MALLOC_TRIM_THRESHOLD_": "262144",
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONOPTIMIZE": "2",
}
"""Threads share one heap, for Python runs one of them at a time, and what a large feed needed goes back to the system
(mallopt(3), GNU only). Python keeps what it has compiled: doing so anew at every start takes a third of a second. And
it does so without documentation, 5 MiB, and without `assert`, with which we only tell the type checker what is known
already."""

Child = subprocess.Popen[bytes]


def run(settings: Settings, *, with_demo: bool) -> None:
    """Prepare (in a child), then keep server and worker running until Ctrl-C or until one of them ends.

    Raises `Misconfigured` when the address cannot be used; exits with the child's code when preparing fails.
    """
    _check_address(settings.host, settings.port)
    for name in SIGNALS:
        signal.signal(name, _as_interrupt)
    children: dict[str, Child] = {}
    try:
        environ = _prepared(settings, with_demo)
        children["server"] = _start(server_command(settings), environ | SERVER_ENVIRONMENT)
        children["worker"] = _start(_worker(), environ)
        _watch(children, settings)
    except KeyboardInterrupt:
        _say("Stopping …")
    finally:
        ended = [name for name, child in children.items() if child.poll() is not None]
        _stop(list(children.values()))
    if ended:
        _say(f"The {' and the '.join(ended)} ended unexpectedly, so everything was stopped.")
        sys.exit(1)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _check_address(host: str, port: int) -> None:
    """Raise `Misconfigured` with a helpful sentence when nothing can listen there."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":  # elsewhere this would allow two programs on one port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror:
        raise Misconfigured(f"HOST is {host!r}, an address this machine does not know.") from None
    except OSError as trouble:
        why = trouble.strerror or str(trouble)
        raise Misconfigured(
            f"Nothing can be started on {host}:{port} ({why}). Is kiknet running already? "
            f"Another port works like this: PORT={port + 1 if port < 65535 else 8001}"
        ) from None


def _prepared(settings: Settings, with_demo: bool) -> dict[str, str]:
    """Bring the network up to date; returns the environment its server and worker run in."""
    here = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    environ = {**os.environ, "KIKNET_INSTANCE": str(settings.instance), "PYTHONPATH": here}
    command = [sys.executable, "-m", "kiknet.cli", "prepare", *([] if with_demo else ["--no-demo"])]
    done = subprocess.run(command, env=environ, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(done.returncode)
    return {**environ, "KIKNET_ENV": done.stdout.strip().splitlines()[-1]}


def server_command(settings: Settings, application: str = "wsgi:app") -> list[str]:
    """How an application is served; the benchmark serves its floor in the same way."""
    bind = f"[{settings.host}]:{settings.port}" if ":" in settings.host else f"{settings.host}:{settings.port}"
    if sys.platform == "win32":
        return [sys.executable, "-m", "waitress", f"--listen={bind}", "--threads=8", application]
    return [
        sys.executable, "-m", "kiknet.serving", application, f"--bind={bind}", f"--workers={settings.workers}",
        "--worker-class=gthread", "--threads=3", "--no-control-socket", "--graceful-timeout=5",
        "--log-level=warning",
    ]  # fmt: skip


def _worker() -> list[str]:
    return [sys.executable, "-m", "kiknet.cli", "work"]


def _start(command: list[str], environ: Mapping[str, str]) -> Child:
    """In a session of its own, so that Ctrl-C reaches us first and we stop things in order."""
    return subprocess.Popen(command, env=dict(environ), start_new_session=True, preexec_fn=_ending_with_us())


def _ending_with_us() -> Callable[[], None] | None:
    """On Linux a child can ask for a signal when its parent is gone, even if that was killed."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    ours, prctl = os.getpid(), ctypes.CDLL(None, use_errno=True).prctl

    def end_with_us() -> None:
        prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
        if os.getppid() != ours:
            os._exit(1)

    return end_with_us


def _watch(children: dict[str, Child], settings: Settings) -> None:
    """Say when the server answers, then wait until one child ends."""
    is_told = False
    while all(child.poll() is None for child in children.values()):
        if not is_told and _answers(settings):
            _say(f"\nkiknet is ready: {settings.base_url}   (Ctrl-C stops it)")
            is_told = True
        time.sleep(0.2 if is_told else 0.1)


def _answers(settings: Settings) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104 - compared, not bound
    connection = http.client.HTTPConnection(host, settings.port, timeout=5)
    with contextlib.closing(connection):
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status > 0
        except (OSError, http.client.HTTPException):
            return False


def _as_interrupt(_number: int, _frame: Any) -> None:
    raise KeyboardInterrupt


def _stop(children: list[Child]) -> None:
    """Ask each to end, wait, and kill what has not; a second Ctrl-C does not get in between."""
    for name in (signal.SIGINT, *SIGNALS):
        signal.signal(name, signal.SIG_IGN)
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
