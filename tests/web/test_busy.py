"""When many write at once the database makes one of them give way: they are told, and nothing is half done."""

from contextlib import contextmanager

import pytest
from drafts import draft
from sqlalchemy import event, text

from kiknet.calendar import service
from kiknet.calendar.models import Event
from kiknet.db import db, is_sqlite


@pytest.fixture
def impatient(app):
    """The database gives up after a moment instead of a quarter of a minute."""
    engine, wish = db.engine, "PRAGMA busy_timeout=50" if is_sqlite() else "SET lock_timeout = '50ms'"

    def hurry(connection, _record, _proxy):
        connection.execute(wish)

    event.listen(engine, "checkout", hurry)
    yield
    event.remove(engine, "checkout", hurry)
    db.session.remove()
    engine.dispose()


@contextmanager
def somebody_writes(table):
    with db.engine.connect() as other:
        other.execute(text(f"UPDATE {table} SET id = id"))
        yield
        other.rollback()


def test_who_meets_another_writer_may_try_again_and_lost_nothing(impatient, cast, new_browser):
    ana, party = new_browser().as_(cast.ana), service.post_event(cast.ana, draft())
    address, number = f"/veranstaltungen/{party.id}/absage", party.id
    db.session.rollback()

    with somebody_writes("events"):
        answer = ana.post(address, data={"reason": "Krank"})

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "Es wurde nichts gespeichert" in answer.text
    assert not db.session.get(Event, number).is_cancelled
    assert ana.post(address, data={"reason": "Krank"}).status_code == 303


def test_what_is_really_broken_is_not_called_busy(app, new_browser, cast, monkeypatch):
    def broken(**_asked):
        db.session.execute(text("SELECT * FROM nowhere"))

    monkeypatch.setitem(app.view_functions, "home.mine", broken)
    with pytest.raises(Exception, match="nowhere"):
        new_browser().as_(cast.ana).get("/mein/")
