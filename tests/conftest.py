"""The stage: one app and one database per test process, emptied after each test; a browser; a query counter."""

import gc
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import cast as our_cast
import hypothesis
import promises
import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from tables import empty_every_table

from kiknet import clock
from kiknet.accounts import session as accounts_session
from kiknet.api.views import answers
from kiknet.app import create_app
from kiknet.board.views import browse as board
from kiknet.calendar.views import remembered
from kiknet.calendar.views.frame import forget_choices
from kiknet.config import Settings
from kiknet.db import db
from kiknet.feeds import memory
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary.queries import forget_words

IS_EXPLORING = "KIKNET_TEST_SERIES" in os.environ
EXAMPLES = int(os.environ.get("KIKNET_TEST_SERIES", "100"))
# A slow machine is no wrong answer; and what a change breaks is told by the same examples in every run.
hypothesis.settings.register_profile("kiknet", deadline=None, derandomize=not IS_EXPLORING, max_examples=EXAMPLES)
hypothesis.settings.load_profile("kiknet")


gc.set_threshold(50_000, 20, 50)  # so much is loaded here that looking through it more often takes a tenth of the time


@event.listens_for(Engine, "connect")
def _leave_it_to_the_system(connection: Any, _record: Any) -> None:
    """Nobody pulls the plug on a test: SQLite need not wait for the disk. The servers that tests kill still do.

    What nobody put in order comes backwards: PostgreSQL promises none either, and shows it only now and then.
    """
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA reverse_unordered_selects=ON")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Only `settings` knows where the database of the tests is: who does not ask for it comes to the same on each."""
    for item in items:
        if "settings" not in item.fixturenames:
            item.add_marker("pure")


class Browser(FlaskClient):
    """Like a real browser, it shares nothing with the test but the database; every HTML page keeps its promises."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        with self.application.app_context():
            answer = super().open(*args, buffered=True, **kwargs)
        if has_app_context():
            db.session.expire_all()
        is_page = answer.mimetype == "text/html" and answer.request.method not in {"HEAD", "OPTIONS"}
        if is_page and answer.status_code not in {301, 302, 303, 308}:
            promises.check(answer.text)
        return answer

    def as_(self, acting: Any) -> "Browser":
        """Signed in as this person, acting for their organisation."""
        with self.application.app_context(), self.application.test_request_context():
            accounts_session.begin(db.session.merge(acting.user), "Testbrowser")
            from flask import session as flask_session

            kept = dict(flask_session)
        with self.session_transaction() as session:
            session.update(kept)
            session.permanent = True
            if acting.organisation is not None:
                session["acting_for"] = acting.organisation_id
        return self


def _database_url(worker: str, folder: Path) -> str:
    given = os.environ.get("KIKNET_TEST_DATABASE_URL", "")
    if not given:
        return f"sqlite:///{folder / 'test.sqlite'}"
    url = make_url(given)
    name = f"{url.database}_{worker}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def compiling_together(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[Path], Path]:
    """For a new instance: templates compile to the same in all processes of a run, and who needs one first keeps it."""
    base = tmp_path_factory.getbasetemp()
    together = (base if worker_id == "master" else base.parent) / "compiled"
    together.mkdir(mode=0o700, exist_ok=True)

    def join(instance: Path) -> Path:
        (instance / "compiled").symlink_to(together, target_is_directory=True)
        return instance

    return join


@pytest.fixture(scope="session")
def settings(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str, compiling_together: Callable[[Path], Path]
) -> Settings:
    folder = compiling_together(tmp_path_factory.mktemp("instance"))
    return Settings(
        env="development",
        instance=folder,
        database_url=_database_url(worker_id, folder),
        secret_key="a key for tests only, 32 characters or more",
        base_url="http://localhost",
        testing=True,
    )


@pytest.fixture(scope="session")
def _app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Browser
    with app.app_context():
        from flask_migrate import upgrade

        upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(_app: Flask) -> Iterator[Flask]:
    with _app.app_context():
        forget_words()
        forget_choices()
        board.forget_choices()
        memory.forget()
        remembered.forget()
        answers.forget()
        yield _app
        empty_every_table()
    _close_other_apps(_app)


def _close_other_apps(ours: Flask) -> None:
    """A second app of a test has connections of its own; left to the garbage collector they would be warned about."""
    for other, engines in list(db._app_engines.items()):
        if other is not ours:
            for engine in engines.values():
                engine.dispose()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`at(2027, 3, 1, 12)`: from now on it is this wall time."""

    def set_clock(*wall_time: int) -> None:
        moment = clock.from_local(datetime(*wall_time))  # type: ignore[arg-type]
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_clock(2027, 3, 1, 12)
    return set_clock


@pytest.fixture
def cast(app: Flask) -> our_cast.Cast:
    return our_cast.enter()


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A stranger's browser; `.as_(cast.ana)` signs somebody in."""
    client: Any = app.test_client()
    return client


@pytest.fixture
def new_browser(app: Flask) -> Any:
    """Makes one more browser each time it is called."""
    return app.test_client


class Queries(list[str]):
    """The SQL statements that were sent while counting."""

    @contextmanager
    def counted(self, *, is_remembered: bool = False) -> Iterator["Queries"]:
        """From a page that is made anew, if not told otherwise."""
        self.clear()
        if not is_remembered:
            remembered.forget()
            answers.forget()

        def note(_c: Any, _cur: Any, statement: str, *_rest: Any) -> None:
            self.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield self
        finally:
            event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture
def queries(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Queries:
    """Counts in a minute that does not end: what pages keep for a minute is read once, before."""
    monkeypatch.setattr(vocabulary, "this_minute", lambda: 0)
    return Queries()
