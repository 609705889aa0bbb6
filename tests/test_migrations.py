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
