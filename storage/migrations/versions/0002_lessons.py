"""lessons

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lessons",
        sa.Column("estate_id", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who_id", sa.String(), nullable=False),
        sa.Column("who_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("message_ids", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('reclassified', 'not_a_request', 'confirmed', 'forgotten')", name=op.f("ck_lessons_kind")
        ),
        sa.PrimaryKeyConstraint("estate_id", "id", name=op.f("pk_lessons")),
    )
    op.create_index(op.f("ix_lessons_number"), "lessons", ["estate_id", "number"])


def downgrade() -> None:
    op.drop_index(op.f("ix_lessons_number"), table_name="lessons")
    op.drop_table("lessons")
