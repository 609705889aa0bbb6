"""The installation says how it is: to people by `kiknet check`, to machines by /healthz."""

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest
from flask_migrate import downgrade, upgrade

from kiknet import __version__, clock, health, installation
from kiknet.app import create_app
from kiknet.db import db, transaction
from kiknet.legal import service
from kiknet.legal.models import PAGES
from kiknet.mail import OutboxMail


@pytest.fixture
def own_app(settings, tmp_path, app):
    """An app whose database and folder are its own, to be broken as one likes."""
    url = f"sqlite:///{tmp_path / 'own.sqlite'}"
    own = create_app(replace(settings, instance=tmp_path, database_url=url))
    with own.app_context():
        upgrade()
        yield own
        db.session.remove()
        db.engine.dispose()


def as_in_production(app, **changes):
    settings = app.extensions["kiknet"]
    app.extensions["kiknet"] = replace(settings, env="production", base_url="https://kalender.example.org", **changes)


def needs_care():
    return [line for line in health.findings() if line.startswith("!")]


def test_a_good_installation_needs_no_care(app, cast):
    installation.note_worker(app.extensions["kiknet"])

    assert needs_care() == []


def test_machines_are_told_that_all_is_well(browser, app):
    installation.note_worker(app.extensions["kiknet"])

    answer = browser.get("/healthz")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    told = answer.get_json()
    assert told.pop("worker_seen_seconds_ago") < 60
    assert told == {"status": "ok", "database": True, "migrations": True, "version": __version__}


@pytest.mark.sqlite
def test_a_database_without_its_migrations_is_not_well(own_app):
    downgrade(revision="base")

    answer = own_app.test_client().get("/healthz")

    assert (answer.status_code, answer.get_json()["migrations"]) == (503, False)
    assert [line for line in needs_care() if "older than this program" in line]


@pytest.mark.sqlite
def test_a_database_that_is_gone_is_not_well(own_app, tmp_path):
    db.session.remove()
    db.engine.dispose()
    for path in tmp_path.glob("own.sqlite*"):
        path.unlink()
    (tmp_path / "own.sqlite").mkdir()

    answer = own_app.test_client().get("/healthz")

    assert (answer.status_code, answer.get_json()["database"]) == (503, False)


@pytest.mark.sqlite
def test_a_damaged_file_is_found(own_app, tmp_path):
    with transaction() as session:
        for number in range(200):
            session.add(_mail(f"{number}@example.org"))
    db.session.remove()
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    db.engine.dispose()
    file = tmp_path / "own.sqlite"
    data = bytearray(file.read_bytes())
    where = data.index(b"150@example.org")
    data[where - 400 : where] = b"\xff" * 400
    file.write_bytes(data)

    assert [line for line in needs_care() if "damaged" in line]


@pytest.mark.sqlite
def test_rows_without_parents_are_found(own_app, tmp_path):
    db.session.remove()
    with sqlite3.connect(tmp_path / "own.sqlite") as connection:
        connection.execute("INSERT INTO former_slugs (slug, organisation_id) VALUES ('lost', 4711)")
    connection.close()

    assert [line for line in needs_care() if "former_slugs" in line]


@pytest.mark.sqlite
def test_a_worker_that_is_silent_is_noticed(own_app):
    assert [line for line in needs_care() if "The worker" in line]

    installation.note_worker(own_app.extensions["kiknet"])

    assert not [line for line in needs_care() if "The worker" in line]


@pytest.mark.sqlite
def test_mails_that_wait_too_long_are_noticed(own_app):
    as_in_production(own_app, smtp_url="smtp://localhost", mail_from="kiknet@example.org")
    with transaction() as session:
        session.add(_mail("ana@example.org", created_at=clock.now() - timedelta(hours=2)))

    assert [line for line in needs_care() if "1 mails wait" in line]


@pytest.mark.sqlite
def test_mails_that_were_given_up_are_noticed(own_app):
    with transaction() as session:
        session.add(_mail("ana@example.org", given_up_at=clock.now()))

    assert [line for line in needs_care() if "given up" in line]


def test_production_needs_more_than_the_rest(app, cast):
    installation.note_worker(app.extensions["kiknet"])
    before = app.extensions["kiknet"]
    as_in_production(app, secret_key="a" * 40)
    try:
        assert [line for line in needs_care() if "KIKNET_SECRET_KEY" in line]
        assert [line for line in needs_care() if "KIKNET_SMTP_URL" in line]
        assert [line for line in needs_care() if "Legal pages" in line]
        with transaction():
            db.session.merge(cast.ana.user).is_demo = True
        assert [line for line in needs_care() if "demo" in line]
        for page in PAGES:
            service.write_text(cast.olga, page, "de", "Ein Text", 0)
        assert not [line for line in needs_care() if "Legal pages" in line]
    finally:
        app.extensions["kiknet"] = before


def _mail(recipient, **given):
    return OutboxMail(kind="test", recipient=recipient, language="de", subject="Hallo", text="x" * 300, **given)


def test_the_version_is_the_one_of_the_package():
    import tomllib
    from pathlib import Path

    assert tomllib.loads(Path("pyproject.toml").read_text())["project"]["version"] == __version__
