"""A message as the handlers see it, and what became of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from nlp.reading import Reading


@dataclass(frozen=True, slots=True)
class Message:
    """One thing somebody said in a room. `text` is the speaker's own; a quoted part stands in `quoted_*`.

    `kind` is "text", "image", "recall" (then `text` is the id of the message taken back) or "other".
    `talker_name` is for people to read; only `talker_id` decides. `sent_at` is aware, in UTC.
    """

    account: str
    message_id: str
    room_id: str
    talker_id: str
    talker_name: str
    kind: str
    text: str
    sent_at: datetime
    quoted_speaker: str = ""
    quoted_text: str = ""
    mentions: tuple[str, ...] = ()


class Outcome(StrEnum):
    """What a message turned out to be."""

    CHATTER = "chatter"
    REPORT = "report"  # a new request
    ADDITION = "addition"  # the speaker's own fresh request, told further
    JOINED = "joined"  # one more report to an existing request
    WITHDRAWN = "withdrawn"
    PROGRESS = "progress"  # asked how far it got
    ANSWER = "answer"  # said whether a resolved matter is solved
    ERASURE = "erasure"  # wants the own data gone
    COMMAND = "command"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Handled:
    """What was made of a message: for replay, the demo's "why" and the inbox, which keeps no words of chatter."""

    outcome: Outcome
    number: int | None = None
    reading: Reading | None = None

    @property
    def chatter(self) -> bool:
        return self.outcome in (Outcome.CHATTER, Outcome.IGNORED)


CHATTER = Handled(Outcome.CHATTER)
IGNORED = Handled(Outcome.IGNORED)

Deed = Callable[[], Awaitable[Handled]]
"""What is still to be done for a message, with the database; it may fail and is undone then as a whole."""
