"""From nothing to the models and back, and no child rows lost on the way."""

from dataclasses import replace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Column, String, inspect, text

from kiknet import installation
from kiknet.app import create_app
from kiknet.db import db, foreign_keys_off, is_modelled, is_sqlite


@pytest.fixture
def own_app(settings, tmp_path, app) -> Flask:
    """An app with a database of its own: migrations must not pull the stage from under other tests."""
    if not is_sqlite():
        return app
    return create_app(replace(settings, instance=tmp_path, database_url=f"sqlite:///{tmp_path / 'own.sqlite'}"))


def test_migrations_and_models_agree(own_app):
    with own_app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            differences = compare_metadata(
                MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_modelled}),
                db.metadata,
            )

    assert differences == []


def test_a_server_finds_the_newest_of_several_migrations(tmp_path, monkeypatch):
    """Whatever their files are called, and whichever quotes Alembic's draft has."""
    versions = tmp_path / "versions"
    versions.mkdir()
    for name, down in (("b_first", "None"), ("c_second", "'b_first'"), ("a_third", '"c_second"')):
        (versions / f"{name}.py").write_text(f"revision = '{name}'\ndown_revision = {down}\n")
    monkeypatch.setattr(installation, "MIGRATIONS", str(tmp_path))
    installation._newest_migration.cache_clear()

    assert installation._newest_migration() == "a_third" == ScriptDirectory(tmp_path).get_current_head()

    installation._newest_migration.cache_clear()


def test_what_was_migrated_can_be_taken_back(own_app):
    with own_app.app_context():
        upgrade()
        downgrade(revision="base")
        left = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
        upgrade()
        back = set(inspect(db.engine).get_table_names())

    assert left == set()
    assert {table.name for table in db.metadata.sorted_tables} <= back


def test_a_batch_migration_keeps_the_children(own_app):
    """With foreign keys on, SQLite would silently delete what hangs on the replaced table."""
    with own_app.app_context():
        upgrade()
        with db.engine.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO users (id, email, display_name, language, office_role, is_demo, created_at)"
                    " VALUES (1, 'ana@example.org', 'Ana', 'de', 'none', false, '2026-11-22')"
                )
            )
            connection.execute(text("INSERT INTO recovery_codes (user_id, code_hash) VALUES (1, 'x')"))
        with db.engine.connect() as connection, foreign_keys_off(connection), connection.begin():
            operations = Operations(MigrationContext.configure(connection))
            with operations.batch_alter_table("users", recreate="always" if is_sqlite() else "auto") as users:
                users.add_column(Column("nickname", String(20), nullable=True))
            kept = connection.execute(text("SELECT count(*) FROM recovery_codes")).scalar_one()
            with operations.batch_alter_table("users") as users:
                users.drop_column("nickname")

    assert kept == 1


def test_what_is_still_to_come_is_found_by_its_sign_after_an_update(own_app):
    words = text("SELECT text FROM search_texts ORDER BY ends_at")
    row = "INSERT INTO search_texts (kind, object_id, title, text, audience, ends_at, revision)"
    with own_app.app_context():
        upgrade()
        downgrade(revision="events_of_rooms")
        with db.engine.begin() as connection:
            for number, year in enumerate((2001, 2999)):
                values = f"'event', {number}, 'tee', 'tee', 'public', '{year}-01-01 12:00:00.000000', 1"
                connection.execute(text(f"{row} VALUES ({values})"))
        upgrade()
        with db.engine.connect() as connection:
            signed = connection.execute(words).scalars().all()
        downgrade(revision="events_of_rooms")
        with db.engine.connect() as connection:
            before = connection.execute(words).scalars().all()
        upgrade()
        with db.engine.begin() as connection:
            connection.execute(text("DELETE FROM search_texts"))

    assert (signed, before) == (["tee", "→→→ tee"], ["tee", "tee"])


def test_what_everybody_could_see_before_there_were_mails_is_no_news(own_app):
    with own_app.app_context():
        upgrade()
        downgrade(revision="open_dates")
        with db.engine.begin() as connection:
            connection.execute(text(_ORGANISATION))
            for number, publication in ((1, "published"), (2, "draft")):
                connection.execute(text(_EVENT), {"id": number, "uid": f"{number}", "publication": publication})
        upgrade()
        with db.engine.begin() as connection:
            noted = connection.execute(text("SELECT event_id FROM event_news")).scalars().all()
            for table in ("event_news", "events", "organisations"):
                connection.execute(text(f"DELETE FROM {table}"))

    assert noted == [1]


_ORGANISATION = (
    "INSERT INTO organisations (id, slug, name, kind, description, state, state_reason, trust, languages, audiences,"
    " fields, districts, search_text, created_at, revision, changed_at) VALUES"
    " (1, 'mill', 'Mill', 'culture', '', 'active', '', 'new', '', '', '', '', 'mill', '2026-11-22', 1, '2026-11-22')"
)
_EVENT = (
    "INSERT INTO events (id, uid, title, summary, description, description_html, timezone, starts_local, ends_local,"
    " is_all_day, date_note, place_note, online_url, online_is_public, owner_id, spoken, interpreted, audiences,"
    " fields, topics, is_women_only, has_childcare, cost, cost_note, registration, registration_note, registration_url,"
    " accessibility_note, publication, scheduling, visibility, status_reason, office_reason, sequence, created_at,"
    " revision, changed_at) VALUES (:id, :uid, 'Fest', '', '', '', 'Europe/Berlin', '2027-03-09 15:00',"
    " '2027-03-09 17:00', false, '', '', '', true, 1, '', '', '', '', '', false, false, 'free', '', 'none', '', '', '',"
    " :publication, 'confirmed', 'public', '', '', 0, '2026-11-22', 1, '2026-11-22')"
)
