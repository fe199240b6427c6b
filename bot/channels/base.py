"""The contract between Whistle and a chat platform.

A channel is one account on one platform. It turns what it hears into the events below, in order within a room,
and says what the outbox hands it. It keeps no promises of its own about duplicates: the inbox drops them by
(account, message id). It decides nothing about roles: it passes on the platform's ids.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
    """What sort of message was heard. OTHER is everything Whistle has no use for (voice, stickers, files)."""

    TEXT = "text"
    IMAGE = "image"
    RECALL = "recall"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Heard:
    """A message somebody else said in a room.

    `text` is the message's own text: for a quote only the reply, the quoted part stands in `quoted_*`.
    For RECALL `text` is the id of the message that was taken back. `talker_name` is the name shown in the room;
    it is for people to read and decides nothing. `sent_at` is aware, in UTC.
    """

    account: str
    message_id: str
    room_id: str
    talker_id: str
    talker_name: str
    kind: Kind
    text: str
    sent_at: datetime
    quoted_speaker: str = ""
    quoted_text: str = ""
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Echo:
    """One of the bot's own messages, seen on the platform: the proof that it was delivered."""

    account: str
    message_id: str
    room_id: str
    text: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class RoomChanged:
    """A room got a new topic or new members; `topic` is the topic now. For people to read; ids decide."""

    account: str
    room_id: str
    topic: str
    joined: tuple[str, ...] = ()


Event = Heard | Echo | RoomChanged


@dataclass(frozen=True, slots=True)
class Health:
    """`connected` means: what is said in the groups arrives here now. `detail` is one English line for operators."""

    connected: bool
    detail: str
    since: datetime


class NotSent(Exception):
    """The platform surely did not deliver it: it may be said again later."""


class Refused(Exception):
    """The platform will never deliver it (unknown room, text too long): saying it again is of no use."""


class Unknown(Exception):
    """The call was cut off: it may or may not have been delivered. Nothing may be said again before that is known."""


class Channel(Protocol):
    """One account on one chat platform."""

    @property
    def account(self) -> str:
        """The id under which this account's messages are kept; stable over restarts."""

    async def start(self) -> None:
        """Begin to connect; `health` tells when it is done. Raises only for wrong settings."""

    def events(self) -> AsyncIterator[Event]:
        """Everything heard from now on. Ends only after `close`; survives reconnects."""

    async def say(self, room_id: str, text: str, *, mentions: Sequence[str] = (), image: bytes | None = None) -> str:
        """Say `text` in a room; with `image` (PNG bytes) the picture follows.

        Returns the platform's message id, "" when it tells none.

        Raises NotSent, Refused or Unknown.
        """

    async def own_messages(self, since: datetime) -> Sequence[Echo]:
        """The bot's own messages since then, as far as the platform can still tell; empty when it cannot."""

    def health(self) -> Health:
        """The state of the connection now."""

    async def close(self) -> None:
        """Disconnect for good."""
