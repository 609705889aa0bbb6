"""`python3 -m kiknet`: from a bare copy of the project to a running command line.

The copy has empty locks and a command line that only repeats what it is told,
so that a real environment is made, but nothing is fetched from the network.
"""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kiknet import __main__ as launcher

MAKING, INSTALLING = "Making an environment", "Installing packages"
PARROT = "import sys\nprint('told:', *sys.argv[1:])\n"


class Copy:
    """A copy of the project, as somebody has it who just unpacked it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "kiknet").mkdir()
        for name in ("__init__.py", "__main__.py"):
            shutil.copy(launcher.ROOT / "kiknet" / name, folder / "kiknet")
        (folder / "kiknet" / "cli.py").write_text(PARROT)
        for name in ("pyproject.toml", *launcher.LOCKS):
            (folder / name).write_text("")
        self.stamp = folder / ".venv" / "kiknet-stamp"

    def kiknet(self, *arguments: str) -> str:
        """What `python3 -m kiknet …` prints, run by the Python that environments are made from."""
        command = [sys._base_executable, "-m", "kiknet", *arguments]
        return subprocess.run(command, cwd=self.folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def used(tmp_path_factory):
    """A copy whose environment has been made."""
    copy = Copy(tmp_path_factory.mktemp("with a space"))
    copy.said_at_first = copy.kiknet("run", "--no-demo")
    return copy


def test_a_bare_copy_explains_itself_and_makes_nothing(tmp_path):
    copy = Copy(tmp_path)

    assert "python3 -m kiknet run" in copy.kiknet("--help")
    assert not (copy.folder / ".venv").exists()


def test_the_first_start_makes_the_environment_and_hands_over(used):
    said = used.said_at_first

    assert said.index(MAKING) < said.index(INSTALLING) < said.index("told: run --no-demo")


def test_later_starts_go_straight_to_the_command_line(used):
    assert used.kiknet("demo", "--seed", "1") == "told: demo --seed 1\n"


def test_the_command_works_from_any_folder(used):
    command = used.folder / ".venv" / "bin" / "kiknet"

    assert subprocess.check_output([command, "user"], cwd="/", text=True) == "told: user\n"


def test_what_the_tests_need_is_installed_once_and_serves_for_run_too(used):
    assert INSTALLING in used.kiknet("test")
    assert used.kiknet("test") == "told: test\n"
    assert used.kiknet("run") == "told: run\n"


def test_a_changed_lock_is_installed_into_the_same_environment(used):
    (used.folder / "requirements.lock").write_text("# newer\n")
    (used.folder / "requirements-test.lock").write_text("# newer\n")

    said = used.kiknet("run")

    assert INSTALLING in said
    assert MAKING not in said


def test_an_interrupted_environment_is_made_again(used):
    used.stamp.write_text(launcher.UNFINISHED)

    assert MAKING in used.kiknet("run")


def test_postgresql_brings_its_driver(monkeypatch):
    monkeypatch.setenv("KIKNET_DATABASE_URL", "postgresql+psycopg://db/kiknet")

    assert launcher._wanted_lock(["run"]) == "requirements-postgres.lock"


def test_an_older_python_can_read_the_launcher():
    ast.parse((launcher.ROOT / "kiknet" / "__main__.py").read_text(), feature_version=(3, 8))


def test_an_older_python_is_told_what_is_needed(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))

    assert launcher.main(["run"]) == 1
    assert "kiknet needs Python 3.11 or newer" in capsys.readouterr().err


def pins(lock: str) -> set[str]:
    return {line.split()[0] for line in (launcher.ROOT / lock).read_text().splitlines() if "==" in line}


def names(lock: str) -> set[str]:
    return {pin.partition("==")[0] for pin in pins(lock)}


def test_each_lock_contains_the_one_before():
    base, postgres, test = map(pins, launcher.LOCKS)

    assert len(base) > 30
    assert base < postgres < test


def test_the_locks_hold_what_the_project_asks_for():
    project = tomllib.loads((launcher.ROOT / "pyproject.toml").read_text())["project"]
    asked = [re.match(r"[\w-]+", line)[0] for line in project["dependencies"]]
    for_tests = [re.match(r"[\w-]+", line)[0] for line in project["optional-dependencies"]["dev"]]

    assert not [name for name in asked if name not in names(launcher.LOCKS[0])]
    assert not [name for name in for_tests if name not in {"kiknet", *names(launcher.LOCKS[2])}]


@pytest.mark.parametrize("lock", launcher.LOCKS)
def test_locks_name_no_host_and_no_folder(lock):
    assert not [line for line in (launcher.ROOT / lock).read_text().splitlines() if "/" in line]
