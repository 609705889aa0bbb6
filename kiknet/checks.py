"""`kiknet test`: every check there is, one after the other, and at the end what was left out."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from xml.etree import ElementTree

from kiknet import throwaway

ROOT = Path(__file__).resolve().parent.parent
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
IN_ORDER = "-c autovacuum=off"  # a vacuum between two rows would put the later one where an earlier test's was
NOTHING_MATCHED = 5  # pytest's exit status when it ran no test

PYTHON = [sys.executable, "-m"]
TYPES = [*PYTHON, "mypy"]
STATIC_CHECKS = {
    "lint": [*PYTHON, "ruff", "check", "."],
    "format": [*PYTHON, "ruff", "format", "--check", "."],
    "import contracts": [str(Path(sys.executable).with_name("lint-imports")), "--no-logo"],
}


@dataclass
class Account:
    """What ran and what did not."""

    ran: list[tuple[str, bool, float]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return not all(passed for _name, passed, _seconds in self.ran)

    def __str__(self) -> str:
        lines = [f"{'':4}{'ok' if ok else 'FAILED':8}{seconds:7.1f} s  {name}" for name, ok, seconds in self.ran]
        lines += self.remarks
        if self.left_out:
            lines += ["Left out:", *(f"    {reason}" for reason in self.left_out)]
        else:
            lines += ["Nothing was left out."]
        return "\n".join(lines)


def main(argv: list[str]) -> int:
    """Runs everything, even after a failure.

    `--require-all` makes it fail if anything was left out; all else in `argv` is for pytest.
    Returns the exit status.
    """
    require_all = "--require-all" in argv
    for_pytest = [argument for argument in argv if argument not in ("--require-all", "--")]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what we started is stopped as well
    account = Account()
    try:
        for name, command in STATIC_CHECKS.items():
            _run(account, name, command)
        with _beside(account, "types", TYPES):
            everything = _test_on_sqlite(account, for_pytest)
        again = _test_on_postgresql(account, for_pytest)
        if again:
            account.remarks.append(
                f"{everything - again:,} of {everything:,} tests ran once: PostgreSQL changes nothing for them."
            )
    except KeyboardInterrupt:
        print("\nStopped.")
        return 130
    print(f"\nkiknet test\n{account}")
    return 1 if account.failed or (require_all and account.left_out) else 0


def _run(account: Account, name: str, command: list[str], **environment: str) -> int:
    print(f"\n── {name}", flush=True)
    started = time.monotonic()
    status = subprocess.run(command, cwd=ROOT, env=_without_our_settings() | environment).returncode
    if status != NOTHING_MATCHED:
        account.ran.append((name, status == 0, time.monotonic() - started))
    return status


@contextmanager
def _beside(account: Account, name: str, command: list[str]) -> Iterator[None]:
    """Runs what keeps a single core busy beside something else, which need not wait for it."""
    started = time.monotonic()
    running = subprocess.Popen(
        command, cwd=ROOT, env=_without_our_settings(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )

    def tell() -> None:
        said = running.communicate()[0]
        account.ran.append((name, running.returncode == 0, time.monotonic() - started))
        print(f"\n── {name}\n{said}", end="", flush=True)

    telling = Thread(target=tell)
    telling.start()
    try:
        yield
    except BaseException:
        running.terminate()
        raise
    finally:
        telling.join()


def _without_our_settings() -> dict[str, str]:
    """A developer's own network must neither be seen nor touched by the tests.

    And whatever Python compiles is kept: the tests start dozens of servers, each of which would compile kiknet anew.
    """
    forgetful = "PYTHONDONTWRITEBYTECODE"
    return {name: value for name, value in os.environ.items() if not name.startswith(("KIKNET_", forgetful))}


def _test_on_sqlite(account: Account, arguments: list[str]) -> int:
    """Everything, with the journeys where there is a browser for them; gives the number of tests."""
    chromium = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if chromium:
        return _run_pytest(account, "tests on SQLite, journeys in Chromium", arguments, KIKNET_TEST_CHROMIUM=chromium)
    account.left_out.append("journeys: found no Chromium (on Debian: apt install chromium)")
    return _run_pytest(account, "tests on SQLite", ["-m", "not journey", *arguments])


def _test_on_postgresql(account: Account, arguments: list[str]) -> int:
    """The same on the other database, but for what would do the very same again there; gives the number of tests."""
    name, arguments = "tests on PostgreSQL", ["-m", "not journey and not sqlite and not pure", *arguments]
    if url := os.environ.get("KIKNET_TEST_DATABASE_URL"):
        return _run_pytest(account, name, arguments, KIKNET_TEST_DATABASE_URL=url)
    if programs := throwaway.programs():
        with throwaway.cluster(programs, IN_ORDER) as url:
            return _run_pytest(account, name, arguments, KIKNET_TEST_DATABASE_URL=url)
    advice = "on Debian: apt install postgresql, or set KIKNET_TEST_DATABASE_URL"
    account.left_out.append(f"{name}: found no initdb ({advice})")
    return 0


def _run_pytest(account: Account, name: str, arguments: list[str], **environment: str) -> int:
    """Gives the number of tests it ran."""
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder, "results.xml")
        parallel = ["-n", "auto", "--maxprocesses", "8"]
        command = [*PYTHON, "pytest", *parallel, f"--junitxml={results}", *arguments]
        if _run(account, name, command, **environment) == NOTHING_MATCHED:
            account.left_out.append(f"{name}: no test matched")
            return 0
        if not results.exists():
            return 0
        cases = list(ElementTree.parse(results).iter("testcase"))  # noqa: S314 - pytest wrote it for us a moment ago
    account.left_out += [f"{name}: skipped {test}" for test in _skipped(cases)]
    return len(cases)


def _skipped(cases: list[ElementTree.Element]) -> list[str]:
    """The tests that did not want to run, and why."""
    return [
        f"{case.get('classname')}.{case.get('name')} ({skipped.get('message')})"
        for case in cases
        if (skipped := case.find("skipped")) is not None
    ]
