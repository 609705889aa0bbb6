"""kiknet on a bare machine: Python 3.11 or newer, and pip or venv, are all it takes.

    python3 -m kiknet run     make the environment, fill a demo network, serve it on http://127.0.0.1:8000
    python3 -m kiknet test    make the environment with the developers' tools, run every check and test

Anything else (`python3 -m kiknet demo --help`) is handed to the command line in the environment, which is
`.venv/bin/kiknet` from then on. This file therefore needs nothing but the standard library.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENV = ROOT / ".venv"
STAMP = ENV / "kiknet-stamp"
WINDOWS = os.name == "nt"
BIN = ENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
LOCKS = ["requirements.lock", "requirements-postgres.lock", "requirements-test.lock"]
"""What can be installed; each lock contains the one before."""
UNFINISHED = "being made"
OLDEST_PIP = (22, 3)  # the first that can install into an environment without pip (`--python`)


def main(arguments: list[str]) -> int:
    """Makes sure that the environment is there and hands over to the command line in it."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one shall read a sentence
        return _fail(f"kiknet needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    lock = _wanted_lock(arguments)
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        if not _is_ready(lock):
            return 0
        arguments = ["--help"]
    try:
        with _one_at_a_time():
            if not _is_ready(lock):
                _make_environment(lock)
    except KeyboardInterrupt:
        return _fail("Stopped. The next start goes on from here.", 130)
    except subprocess.CalledProcessError:
        return _fail("The packages could not be installed; pip says why. The first start needs the network.")
    except OSError as error:
        return _fail(f"The environment could not be made: {error}")
    return _hand_over([str(PYTHON), "-m", "kiknet.cli", *arguments])


def _wanted_lock(arguments: list[str]) -> str:
    if arguments[:1] == ["test"]:
        return LOCKS[2]
    return LOCKS[1] if os.environ.get("KIKNET_DATABASE_URL", "").startswith("postgresql") else LOCKS[0]


def _interpreter() -> str:
    """What an environment is tied to; if it changes, only a new one will do."""
    return f"{sys.implementation.cache_tag} in {ROOT}"


def _stamp(lock: str) -> str:
    wanted = b"".join((ROOT / name).read_bytes() for name in ("pyproject.toml", lock))
    return f"{_interpreter()}\n{lock} {hashlib.sha256(wanted).hexdigest()}\n"


def _is_ready(lock: str) -> bool:
    """Is everything from this lock, or from one that contains it, installed?"""
    if not (PYTHON.exists() and STAMP.exists()):
        return False
    return STAMP.read_text(encoding="utf-8") in map(_stamp, LOCKS[LOCKS.index(lock) :])


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Whoever comes second waits, and finds the work done. (Windows cannot lock a folder.)"""
    if WINDOWS:
        yield
        return
    import fcntl

    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _make_environment(lock: str) -> None:
    """The stamp is written last, so an environment that was interrupted is made again from nothing."""
    found = STAMP.read_text(encoding="utf-8") if STAMP.exists() else _interpreter()
    if not PYTHON.exists() or not found.startswith(_interpreter()):
        shutil.rmtree(ENV, ignore_errors=True)
    ENV.mkdir(exist_ok=True)
    STAMP.write_text(UNFINISHED, encoding="utf-8")
    if not PYTHON.exists():
        print(f"Making an environment in {ENV} …", flush=True)
        venv.create(ENV, symlinks=not WINDOWS, with_pip=_can_bring_pip())
    pip = _pip()
    print("Installing packages; this takes a minute the first time …", flush=True)
    subprocess.run([*pip, "install", "--quiet", "--require-hashes", "-r", str(ROOT / lock)], check=True)
    _write_command()
    STAMP.write_text(_stamp(lock), encoding="utf-8")


def _can_bring_pip() -> bool:
    """Debian takes ensurepip out of Python and puts it into its package python3-venv."""
    return importlib.util.find_spec("ensurepip") is not None


def _pip() -> list[str]:
    """The environment's own pip or, where it has none, the system's working for it."""
    quietly = ["--disable-pip-version-check", "--no-input"]
    if subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0:
        return [str(PYTHON), "-m", "pip", *quietly]
    answer = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, text=True)
    version = re.match(r"pip (\d+)\.(\d+)", answer.stdout)
    if version is None or (int(version[1]), int(version[2])) < OLDEST_PIP:
        raise OSError("Python lacks pip 22.3 or newer (on Debian and Ubuntu: apt install python3-pip).")
    return [sys.executable, "-m", "pip", "--python", str(PYTHON), *quietly]


def _write_command() -> None:
    """What an editable install would do, without a build backend: a path and a command."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([PYTHON, "-c", ask], check=True, capture_output=True, text=True).stdout.strip()
    Path(packages, "kiknet.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if WINDOWS:
        (BIN / "kiknet.cmd").write_text('@"%~dp0python.exe" -m kiknet.cli %*\n')
        return
    command = BIN / "kiknet"
    command.write_text('#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -m kiknet.cli "$@"\n')
    command.chmod(0o755)


def _hand_over(command: list[str]) -> int:
    """Takes this process's place, so that Ctrl-C and signals reach the server itself."""
    sys.stdout.flush()
    if WINDOWS:  # execv would return to the prompt while the server still runs
        return subprocess.call(command)
    os.execv(command[0], command)  # noqa: S606 - no shell wanted


def _fail(sentence: str, status: int = 1) -> int:
    print(sentence, file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
