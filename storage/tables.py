"""The tables. `estate_id` leads every one of them: nothing crosses estates, and a city's load can be spread by it.

Ids are counted within the estate (`counters`), so that the same schema works on SQLite, PostgreSQL and Citus.
The words of status, action and role columns are those of handlers/rules/lifecycle.py; a test compares them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Text,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from storage.times import UtcDateTime

STATUSES = ("reported", "ordered", "accepted", "resolved", "declined", "answered", "merged", "withdrawn")
OPEN_STATUSES = ("reported", "ordered", "accepted")
_IS_OPEN = text("status IN ('reported','ordered','accepted')")
URGENCIES = ("urgent", "normal")
INBOX_STATES = ("waiting", "done", "failed")
OUTBOX_STATES = ("pending", "sending", "sent", "held", "dropped")
LESSON_KINDS = ("reclassified", "not_a_request", "confirmed", "forgotten")
REMINDER_STATES = ("asked", "active", "paused", "cancelled", "done")
OUTBOX_KINDS = ("card", "announcement", "acknowledgement", "alarm", "reply", "notice", "reminder")

NAMES = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Table(SQLModel):
    """The base of all tables; it carries the naming convention."""

    metadata = NAMES


def _one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _time(**options: Any) -> Any:
    return Field(sa_type=UtcDateTime, **options)


def _words(**options: Any) -> Any:
    return Field(default="", sa_type=Text, **options)


def _list() -> Any:
    return Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class Counter(Table, table=True):
    """The last number given out within an estate, for each kind of row."""

    __tablename__ = "counters"

    estate_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    last: int


class InboxRow(Table, table=True):
    """A message heard. After handling its words go and its ids stay; those of chatter for a day."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("estate_id", "account", "message_id"),
        Index(
            "ix_inbox_waiting",
            "estate_id",
            "account",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        _one_of("state", INBOX_STATES),
    )

    estate_id: str = Field(primary_key=True)
    id: int = Field(primary_key=True)
    account: str
    message_id: str
    room_id: str
    talker_id: str
    talker_name: str = _words()
    kind: str
    text: str = _words()
    quoted_speaker: str = _words()
    quoted_text: str = _words()
    mentions: list[str] = _list()
    sent_at: datetime = _time()
    received_at: datetime = _time()
    state: str = "waiting"
    attempts: int = 0
    error: str = _words()
    chatter: bool = False


class RequestRow(Table, table=True):
    """One real-world matter. `number` is counted within the estate and never reused."""

    __tablename__ = "requests"
    __table_args__ = (
        Index("ix_requests_open", "estate_id", "updated_at", sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
        Index("ix_requests_alike", "estate_id", "category", "updated_at"),
        Index("ix_requests_merged_into", "estate_id", "merged_into"),
        _one_of("status", STATUSES),
        _one_of("urgency", URGENCIES),
    )

    estate_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    status: str = "reported"
    category: str
    labels: list[str] = _list()
    urgency: str = "normal"
    place: str = ""
    building: str = ""
    unit: str = ""
    spot: str = ""
    plates: list[str] = _list()
    summary: str = _words()
    confidence: float = 0.0
    created_at: datetime = _time()
    updated_at: datetime = _time()
    answer_due_at: datetime = _time()
    resolve_due_at: datetime = _time()
    answered_at: datetime | None = _time(default=None)
    closed_at: datetime | None = _time(default=None)
    holder: str = "committee"
    assignee: str = ""
    paused_at: datetime | None = _time(default=None)
    paused_until: datetime | None = _time(default=None)
    whistled_to: str = ""
    merged_into: int | None = None
    alike: int | None = None
    closing_word: str = _words()


class ReportRow(Table, table=True):
    """One resident's message that belongs to a request.

    `said` and `home` are [building, unit, spot, level] as the words and the speaker's nickname tell them, "" for what
    they do not tell; `plates` those in the words. Later reports are compared with them.
    """

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("estate_id", "account", "message_id"),
        ForeignKeyConstraint(["estate_id", "number"], ["requests.estate_id", "requests.number"]),
        Index("ix_reports_number", "estate_id", "number"),
        Index("ix_reports_talker", "estate_id", "talker_id", "said_at"),
    )

    estate_id: str = Field(primary_key=True)
    id: int = Field(primary_key=True)
    number: int
    account: str
    message_id: str
    room_id: str
    talker_id: str
    talker_name: str = _words()
    picture: bool = False
    text: str = _words()
    labels: list[str] = _list()
    said: list[str] = _list()
    home: list[str] = _list()
    plates: list[str] = _list()
    said_at: datetime = _time()


class EventRow(Table, table=True):
    """What happened to a request: append-only. Who, when, from, to, why, and which message caused it.

    `changes` is field -> [before, after] of everything that changed with it; `undoes` the event that it takes back.
    """

    __tablename__ = "events"
    __table_args__ = (
        ForeignKeyConstraint(["estate_id", "number"], ["requests.estate_id", "requests.number"]),
        Index("ix_events_number", "estate_id", "number", "id"),
        Index("ix_events_message", "estate_id", "message_id"),
        Index("ix_events_who_id", "estate_id", "who_id", "id"),
    )

    estate_id: str = Field(primary_key=True)
    id: int = Field(primary_key=True)
    number: int
    at: datetime = _time()
    who_id: str
    who_name: str = _words()
    role: str
    action: str
    from_status: str
    to_status: str
    note: str = _words()
    message_id: str = ""
    changes: dict[str, list[Any]] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    undoes: int | None = None


class OutboxRow(Table, table=True):
    """Something to be said, and how far it got. `key` is what it is for: the same thing is never said twice.

    `parts` is what a line of news was put together from, oldest first: [request number, cause, line]. Of each request
    the last is said; the others are what it comes back to when that is taken back. Once it is said the lines go. Empty
    for everything that stands alone.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("estate_id", "key"),
        Index("ix_outbox_number", "estate_id", "number", "id"),
        Index(
            "ix_outbox_pending",
            "account",
            "not_before",
            sqlite_where=text("state IN ('pending','sending')"),
            postgresql_where=text("state IN ('pending','sending')"),
        ),
        Index(
            "ix_outbox_held",
            "estate_id",
            "id",
            sqlite_where=text("state = 'held'"),
            postgresql_where=text("state = 'held'"),
        ),
        _one_of("state", OUTBOX_STATES),
        _one_of("kind", OUTBOX_KINDS),
    )

    estate_id: str = Field(primary_key=True)
    id: int = Field(primary_key=True)
    key: str
    account: str
    room_id: str
    kind: str
    number: int | None = None
    text: str = _words()
    mentions: list[str] = _list()
    parts: list[list[Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    image: bytes | None = None
    state: str = "pending"
    attempts: int = 0
    created_at: datetime = _time()
    not_before: datetime = _time()
    claimed_at: datetime | None = _time(default=None)
    sent_at: datetime | None = _time(default=None)
    message_id: str = ""
    error: str = _words()


class EchoRow(Table, table=True):
    """One of the bot's own messages, seen on the platform: matched with what the outbox sent. Kept for a day."""

    __tablename__ = "echoes"

    estate_id: str = Field(primary_key=True)
    account: str = Field(primary_key=True)
    message_id: str = Field(primary_key=True)
    room_id: str
    digest: str
    seen_at: datetime = _time()
    outbox_id: int | None = None


class QuestionRow(Table, table=True):
    """A command that lacks something, and whom the bot asked for it; the next line of that person may answer."""

    __tablename__ = "questions"

    estate_id: str = Field(primary_key=True)
    room_id: str = Field(primary_key=True)
    talker_id: str = Field(primary_key=True)
    intent: str
    args: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    missing: str
    asked_at: datetime = _time()


class LessonRow(Table, table=True):
    """What one correction by a person taught the reader, append-only; `undone` when the correction was taken back.

    `words` is word -> category or "none" -> correction in log-odds. A lesson of the kind "forgotten" has the words with
    nothing behind them: what was learned about them before it counts no more.
    """

    __tablename__ = "lessons"
    __table_args__ = (Index("ix_lessons_number", "estate_id", "number"), _one_of("kind", LESSON_KINDS))

    estate_id: str = Field(primary_key=True)
    id: int = Field(primary_key=True)
    at: datetime = _time()
    who_id: str
    who_name: str = _words()
    kind: str
    number: int | None = None
    message_ids: list[str] = _list()
    words: dict[str, dict[str, float]] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    undone: bool = False


class SurveyRow(Table, table=True):
    """A reporter asked, once for each time his request was resolved (`closing` is that event), whether it is solved.

    `answer` is 1 (solved), 2 (mostly) or 3 (not), null while he has not said.
    """

    __tablename__ = "surveys"
    __table_args__ = (Index("ix_surveys_talker", "estate_id", "talker_id", "asked_at"),)

    estate_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    closing: int = Field(primary_key=True)
    talker_id: str = Field(primary_key=True)
    room_id: str
    asked_at: datetime = _time()
    answer: int | None = None
    answered_at: datetime | None = _time(default=None)


class ReminderRow(Table, table=True):
    """A text said on a schedule. `asked` waits for its author's yes; `next_at` is the next time it is due."""

    __tablename__ = "reminders"
    __table_args__ = (
        Index(
            "ix_reminders_due",
            "next_at",
            sqlite_where=text("state = 'active'"),
            postgresql_where=text("state = 'active'"),
        ),
        _one_of("state", REMINDER_STATES),
    )

    estate_id: str = Field(primary_key=True)
    id: int = Field(primary_key=True)
    account: str
    author_id: str
    author_name: str = _words()
    room_id: str
    rooms: list[str] = _list()
    text: str = _words()
    schedule: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    campaign: str = ""
    state: str = "asked"
    created_at: datetime = _time()
    next_at: datetime | None = _time(default=None)


class FiringRow(Table, table=True):
    """Something that was due, once: its row and the words to be said are inserted in one transaction.

    `what` is "reminder/3", "deadline/12/resolve/1", "digest/morning" and the like.
    """

    __tablename__ = "firings"

    estate_id: str = Field(primary_key=True)
    what: str = Field(primary_key=True)
    due_at: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    fired_at: datetime = _time()
    outcome: str = "said"


class SilenceRow(Table, table=True):
    """Ordinary lines wait until then (静默), in one room or, with an empty `room_id`, in the whole estate."""

    __tablename__ = "silences"

    estate_id: str = Field(primary_key=True)
    room_id: str = Field(primary_key=True)
    until_at: datetime = _time()
    who_id: str
    who_name: str = _words()
    set_at: datetime = _time()
