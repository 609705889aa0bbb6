"""Cooperations: who is in them, what they work with, what has come of them; and what belongs to one."""

import sqlalchemy as sa
from alembic import op

revision = "cooperations"
down_revision = "matches"

LINKED = ("bookings", "events", "listings")
TABLES = (
    "poll_votes", "poll_dates", "date_polls", "cooperation_post_files", "cooperation_posts", "cooperation_readers",
    "cooperation_tasks", "outcomes", "cooperation_entries", "cooperation_partners", "cooperations",
)  # fmt: skip
STATES = ("idea", "seeking", "planning", "active", "completed", "cancelled", "archived")
PARTNER_STATES = ("interested", "invited", "accepted", "left", "declined")


def upgrade() -> None:
    op.create_table(
        "cooperations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("needs", sa.String(length=500), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("origin_kind", sa.String(length=40), nullable=False),
        sa.Column("origin_id", sa.Integer(), nullable=True),
        sa.Column("initiator_id", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("is_to_complete", sa.Boolean(), nullable=False),
        sa.Column("visibility", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("office_reason", sa.String(length=500), nullable=False),
        sa.Column("ended_reason", sa.String(length=500), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("district_number", sa.Integer(), nullable=True),
        sa.Column("audiences", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("origin IN ('idea', 'match', 'event', 'manual')", name=op.f("ck_cooperations_origin_known")),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f("ck_cooperations_state_known")),
        sa.CheckConstraint("visibility IN ('public', 'network')", name=op.f("ck_cooperations_visibility_known")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_cooperations_created_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["district_number"], ["districts.number"], name=op.f("fk_cooperations_district_number")
        ),
        sa.ForeignKeyConstraint(["initiator_id"], ["organisations.id"], name=op.f("fk_cooperations_initiator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cooperations")),
        sa.UniqueConstraint("key", name=op.f("uq_cooperations_key")),
    )
    with op.batch_alter_table("cooperations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cooperations_initiator_id"), ["initiator_id"], unique=False)
        batch_op.create_index("ix_cooperations_origin", ["origin_kind", "origin_id"], unique=False)
        batch_op.create_index("ix_cooperations_revision", ["revision"], unique=False)
        batch_op.create_index("ix_cooperations_state_touched_at", ["state", "touched_at", "id"], unique=False)

    op.create_table(
        "cooperation_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cooperation_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("deed", sa.String(length=40), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cooperation_id"],
            ["cooperations.id"],
            name=op.f("fk_cooperation_entries_cooperation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_cooperation_entries_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_cooperation_entries_user_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cooperation_entries")),
    )
    with op.batch_alter_table("cooperation_entries", schema=None) as batch_op:
        batch_op.create_index("ix_cooperation_entries_cooperation_id_id", ["cooperation_id", "id"], unique=False)

    op.create_table(
        "cooperation_partners",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cooperation_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("contribution", sa.String(length=500), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role IN ('lead', 'partner', 'supporter')", name=op.f("ck_cooperation_partners_role_known")),
        sa.CheckConstraint(f"state IN {PARTNER_STATES}", name=op.f("ck_cooperation_partners_state_known")),
        sa.ForeignKeyConstraint(
            ["cooperation_id"],
            ["cooperations.id"],
            name=op.f("fk_cooperation_partners_cooperation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_cooperation_partners_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cooperation_partners")),
        sa.UniqueConstraint("cooperation_id", "organisation_id", name="uq_cooperation_partners_once"),
    )
    with op.batch_alter_table("cooperation_partners", schema=None) as batch_op:
        batch_op.create_index(
            "ix_cooperation_partners_organisation_id_state", ["organisation_id", "state"], unique=False
        )

    op.create_table(
        "cooperation_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=True),
        sa.Column("cooperation_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.id"], name=op.f("fk_cooperation_posts_author_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["cooperation_id"],
            ["cooperations.id"],
            name=op.f("fk_cooperation_posts_cooperation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_cooperation_posts_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cooperation_posts")),
        sa.UniqueConstraint("key", name=op.f("uq_cooperation_posts_key")),
    )
    with op.batch_alter_table("cooperation_posts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cooperation_posts_author_id"), ["author_id"], unique=False)
        batch_op.create_index("ix_cooperation_posts_cooperation_id_id", ["cooperation_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cooperation_posts_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "cooperation_readers",
        sa.Column("cooperation_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("read_until", sa.Integer(), nullable=False),
        sa.Column("is_muted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cooperation_id"],
            ["cooperations.id"],
            name=op.f("fk_cooperation_readers_cooperation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_cooperation_readers_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cooperation_id", "user_id", name=op.f("pk_cooperation_readers")),
    )
    with op.batch_alter_table("cooperation_readers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cooperation_readers_user_id"), ["user_id"], unique=False)

    op.create_table(
        "cooperation_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=True),
        sa.Column("cooperation_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignee_id"], ["users.id"], name=op.f("fk_cooperation_tasks_assignee_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["cooperation_id"],
            ["cooperations.id"],
            name=op.f("fk_cooperation_tasks_cooperation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_cooperation_tasks_created_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["done_by_id"], ["users.id"], name=op.f("fk_cooperation_tasks_done_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_cooperation_tasks_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cooperation_tasks")),
        sa.UniqueConstraint("key", name=op.f("uq_cooperation_tasks_key")),
    )
    with op.batch_alter_table("cooperation_tasks", schema=None) as batch_op:
        batch_op.create_index("ix_cooperation_tasks_cooperation_id", ["cooperation_id", "done_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_cooperation_tasks_due_on"), ["due_on"], unique=False)
        batch_op.create_index("ix_cooperation_tasks_organisation_id", ["organisation_id", "done_at"], unique=False)

    op.create_table(
        "date_polls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=True),
        sa.Column("cooperation_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("chosen_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cooperation_id"], ["cooperations.id"], name=op.f("fk_date_polls_cooperation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_date_polls_created_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_date_polls")),
        sa.UniqueConstraint("key", name=op.f("uq_date_polls_key")),
    )
    with op.batch_alter_table("date_polls", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_date_polls_cooperation_id"), ["cooperation_id"], unique=False)

    op.create_table(
        "outcomes",
        sa.Column("cooperation_id", sa.Integer(), nullable=False),
        sa.Column("people_reached", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lessons", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("people_reached >= 0", name=op.f("ck_outcomes_nobody_or_more")),
        sa.ForeignKeyConstraint(
            ["cooperation_id"], ["cooperations.id"], name=op.f("fk_outcomes_cooperation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["users.id"], name=op.f("fk_outcomes_written_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("cooperation_id", name=op.f("pk_outcomes")),
    )
    op.create_table(
        "cooperation_post_files",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["kept_files.id"], name=op.f("fk_cooperation_post_files_file_id")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["cooperation_posts.id"], name=op.f("fk_cooperation_post_files_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "file_id", name=op.f("pk_cooperation_post_files")),
    )
    op.create_table(
        "poll_dates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("starts_local", sa.DateTime(timezone=False), nullable=False),
        sa.Column("ends_local", sa.DateTime(timezone=False), nullable=False),
        sa.CheckConstraint("starts_local < ends_local", name=op.f("ck_poll_dates_starts_before_it_ends")),
        sa.ForeignKeyConstraint(["poll_id"], ["date_polls.id"], name=op.f("fk_poll_dates_poll_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_dates")),
    )
    with op.batch_alter_table("poll_dates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_poll_dates_poll_id"), ["poll_id"], unique=False)

    op.create_table(
        "poll_votes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("date_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(length=5), nullable=False),
        sa.CheckConstraint("answer IN ('yes', 'maybe', 'no')", name=op.f("ck_poll_votes_answer_known")),
        sa.ForeignKeyConstraint(["date_id"], ["poll_dates.id"], name=op.f("fk_poll_votes_date_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_poll_votes_organisation_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_poll_votes_user_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_votes")),
        sa.UniqueConstraint("date_id", "organisation_id", name="uq_poll_votes_once"),
    )
    with op.batch_alter_table("poll_votes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_poll_votes_organisation_id"), ["organisation_id"], unique=False)

    for table in LINKED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("cooperation_id", sa.Integer(), nullable=True))
            batch_op.create_index(batch_op.f(f"ix_{table}_cooperation_id"), ["cooperation_id"], unique=False)
            batch_op.create_foreign_key(
                batch_op.f(f"fk_{table}_cooperation_id"),
                "cooperations",
                ["cooperation_id"],
                ["id"],
                ondelete="SET NULL",
            )


def downgrade() -> None:
    for table in LINKED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(batch_op.f(f"fk_{table}_cooperation_id"), type_="foreignkey")
            batch_op.drop_index(batch_op.f(f"ix_{table}_cooperation_id"))
            batch_op.drop_column("cooperation_id")
    for table in TABLES:
        op.drop_table(table)
