"""`kiknet test` tells honestly what it did, and leaves nothing running."""

import sys

import psycopg
import pytest

from kiknet import checks, throwaway

MOODS = """
import pytest

def test_works():
    pass

@pytest.mark.skip(reason="too tired")
def test_sleeps():
    pass
"""


def test_a_skipped_test_is_not_passed_over_in_silence(tmp_path):
    (tmp_path / "test_moods.py").write_text(MOODS)
    account = checks.Account()

    checks._run_pytest(account, "moods", ["-n0", str(tmp_path)])

    assert [(name, ok) for name, ok, _seconds in account.ran] == [("moods", True)]
    assert account.left_out == ["moods: skipped test_moods.test_sleeps (too tired)"]


def test_a_failure_is_a_failure(tmp_path):
    (tmp_path / "test_sad.py").write_text("def test_sad(): assert False\n")
    account = checks.Account()

    checks._run_pytest(account, "sad", ["-n0", str(tmp_path)])

    assert account.failed
    assert "FAILED" in str(account)


def test_tests_that_match_nothing_count_as_left_out(tmp_path):
    account = checks.Account()

    checks._run_pytest(account, "nothing", ["-n0", str(tmp_path)])

    assert account.left_out == ["nothing: no test matched"]


@pytest.mark.parametrize(("wrong", "passes"), [("", True), ("print('not a type'); sys.exit(1)", False)])
def test_what_runs_beside_the_tests_counts_like_them(capsys, wrong, passes):
    account = checks.Account()

    with checks._beside(account, "types", [sys.executable, "-c", f"import sys; {wrong}"]):
        pass

    ((name, passed, _seconds),) = account.ran
    assert (name, passed, account.failed) == ("types", passes, not passes)
    assert ("not a type" in capsys.readouterr().out) == (not passes)


def test_what_runs_beside_interrupted_tests_is_stopped():
    account = checks.Account()

    with pytest.raises(KeyboardInterrupt), checks._beside(account, "types", ["sleep", "60"]):
        raise KeyboardInterrupt

    assert account.failed


def test_the_tests_never_see_a_developers_own_network(monkeypatch):
    monkeypatch.setenv("KIKNET_DATABASE_URL", "sqlite:////srv/precious.db")

    assert "KIKNET_DATABASE_URL" not in checks._without_our_settings()


def test_a_throwaway_postgresql_is_gone_afterwards():
    programs = throwaway.programs()
    if programs is None:
        pytest.skip("PostgreSQL's programs are not installed")

    with throwaway.cluster(programs) as url:
        address = url.replace("+psycopg", "")
        with psycopg.connect(address) as connection:
            assert connection.execute("SELECT lower('ÄRGER')").fetchone() == ("ärger",)

    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)
