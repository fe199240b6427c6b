"""the whole life of a request, and what is due

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("requests", sa.Column("paused_at", sa.DateTime(), nullable=True))
    op.add_column("events", sa.Column("changes", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("events", sa.Column("undoes", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_events_message"), "events", ["estate_id", "message_id"])
    op.create_index(op.f("ix_events_who_id"), "events", ["estate_id", "who_id", "id"])
    op.create_index(op.f("ix_requests_merged_into"), "requests", ["estate_id", "merged_into"])
    op.create_index(op.f("ix_outbox_number"), "outbox", ["estate_id", "number", "id"])
    op.add_column("outbox", sa.Column("image", sa.LargeBinary(), nullable=True))
    op.add_column("outbox", sa.Column("parts", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "surveys",
        sa.Column("estate_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("closing", sa.Integer(), nullable=False),
        sa.Column("talker_id", sa.String(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answer", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("estate_id", "number", "closing", "talker_id", name=op.f("pk_surveys")),
    )
    op.create_index(op.f("ix_surveys_talker"), "surveys", ["estate_id", "talker_id", "asked_at"])
    op.create_table(
        "reminders",
        sa.Column("estate_id", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=False),
        sa.Column("rooms", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("schedule", sa.JSON(), nullable=False),
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("next_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('asked', 'active', 'paused', 'cancelled', 'done')", name=op.f("ck_reminders_state")
        ),
        sa.PrimaryKeyConstraint("estate_id", "id", name=op.f("pk_reminders")),
    )
    op.create_index(
        op.f("ix_reminders_due"),
        "reminders",
        ["next_at"],
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_table(
        "firings",
        sa.Column("estate_id", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("fired_at", sa.DateTime(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("estate_id", "what", "due_at", name=op.f("pk_firings")),
    )
    op.create_table(
        "silences",
        sa.Column("estate_id", sa.String(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=False),
        sa.Column("until_at", sa.DateTime(), nullable=False),
        sa.Column("who_id", sa.String(), nullable=False),
        sa.Column("who_name", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("estate_id", "room_id", name=op.f("pk_silences")),
    )


def downgrade() -> None:
    for table in ("silences", "firings"):
        op.drop_table(table)
    op.drop_index(op.f("ix_reminders_due"), table_name="reminders")
    op.drop_table("reminders")
    op.drop_index(op.f("ix_surveys_talker"), table_name="surveys")
    op.drop_table("surveys")
    op.drop_column("outbox", "parts")
    op.drop_index(op.f("ix_outbox_number"), table_name="outbox")
    op.drop_index(op.f("ix_requests_merged_into"), table_name="requests")
    op.drop_index(op.f("ix_events_who_id"), table_name="events")
    op.drop_column("outbox", "image")
    op.drop_index(op.f("ix_events_message"), table_name="events")
    op.drop_column("events", "undoes")
    op.drop_column("events", "changes")
    op.drop_column("requests", "paused_at")
