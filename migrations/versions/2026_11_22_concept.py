"""The municipal concept: versions, goals, measures, and what serves them."""

import sqlalchemy as sa
from alembic import op

revision = "concept"
down_revision = "event_rooms"


def upgrade() -> None:
    op.create_table(
        "concept_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("credit", sa.String(length=200), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concept_versions")),
        sa.UniqueConstraint("name", name=op.f("uq_concept_versions_name")),
    )
    op.create_index(
        "ix_concept_versions_current",
        "concept_versions",
        ["is_current"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_table(
        "concept_goals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("field_key", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["field_key"], ["fields.key"], name=op.f("fk_concept_goals_field_key")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["concept_versions.id"], name=op.f("fk_concept_goals_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concept_goals")),
        sa.UniqueConstraint(
            "version_id", "field_key", "number", name=op.f("uq_concept_goals_version_id_field_key_number")
        ),
    )
    op.create_table(
        "measure_statuses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_statuses")),
        sa.UniqueConstraint("name", name=op.f("uq_measure_statuses_name")),
    )
    op.create_table(
        "concept_measures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("field_key", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("plain", sa.String(length=300), nullable=False),
        sa.Column("is_gone", sa.Boolean(), nullable=False),
        sa.Column("status_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["field_key"], ["fields.key"], name=op.f("fk_concept_measures_field_key")),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["concept_goals.id"], name=op.f("fk_concept_measures_goal_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["status_id"], ["measure_statuses.id"], name=op.f("fk_concept_measures_status_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["concept_versions.id"], name=op.f("fk_concept_measures_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concept_measures")),
        sa.UniqueConstraint(
            "version_id", "field_key", "number", name=op.f("uq_concept_measures_version_id_field_key_number")
        ),
    )
    op.create_index("ix_concept_measures_goal_id", "concept_measures", ["goal_id"])
    op.create_index("ix_concept_measures_status_id", "concept_measures", ["status_id"])
    op.create_table(
        "measure_organisations",
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"],
            ["concept_measures.id"],
            name=op.f("fk_measure_organisations_measure_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_measure_organisations_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("measure_id", "organisation_id", name=op.f("pk_measure_organisations")),
    )
    op.create_index("ix_measure_organisations_organisation_id", "measure_organisations", ["organisation_id"])
    op.create_table(
        "measure_successors",
        sa.Column("old_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("new_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["new_id"], ["concept_measures.id"], name=op.f("fk_measure_successors_new_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["old_id"], ["concept_measures.id"], name=op.f("fk_measure_successors_old_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["concept_versions.id"], name=op.f("fk_measure_successors_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("old_id", "version_id", name=op.f("pk_measure_successors")),
    )
    op.create_index("ix_measure_successors_new_id", "measure_successors", ["new_id"])
    op.create_table(
        "measure_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('proposed', 'confirmed', 'rejected')", name=op.f("ck_measure_links_state_known")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_measure_links_decided_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["concept_measures.id"], name=op.f("fk_measure_links_measure_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["users.id"], name=op.f("fk_measure_links_proposed_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_links")),
        sa.UniqueConstraint("kind", "thing_id", "measure_id", name=op.f("uq_measure_links_kind_thing_id_measure_id")),
    )
    op.create_index("ix_measure_links_measure_id", "measure_links", ["measure_id"])
    op.create_index(
        "ix_measure_links_proposed",
        "measure_links",
        ["created_at"],
        sqlite_where=sa.text("state = 'proposed'"),
        postgresql_where=sa.text("state = 'proposed'"),
    )


def downgrade() -> None:
    for table in (
        "measure_links",
        "measure_successors",
        "measure_organisations",
        "concept_measures",
        "measure_statuses",
        "concept_goals",
        "concept_versions",
    ):
        op.drop_table(table)
