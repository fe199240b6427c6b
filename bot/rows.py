"""From a channel's events to stored rows, and from stored rows to what the handlers see."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.channels.base import Echo, Heard
from handlers.message import Message
from storage.echoes import digest
from storage.tables import EchoRow, InboxRow


def storable(text: str) -> str:
    """A text or id as every database can keep it: no NUL, no lone surrogates."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def inbox_row(estate_id: str, heard: Heard, now: datetime) -> InboxRow:
    """A message heard, as the inbox keeps it; its id comes with the insert."""
    return InboxRow(
        estate_id=estate_id,
        id=0,
        account=heard.account,
        message_id=storable(heard.message_id),
        room_id=storable(heard.room_id),
        talker_id=storable(heard.talker_id),
        talker_name=storable(heard.talker_name),
        kind=heard.kind,
        text=storable(heard.text),
        quoted_speaker=storable(heard.quoted_speaker),
        quoted_text=storable(heard.quoted_text),
        mentions=[storable(mention) for mention in heard.mentions],
        sent_at=heard.sent_at,
        received_at=now,
    )


def echo_row(estate_id: str, echo: Echo) -> EchoRow:
    """One of our own messages; its words are kept as a digest only."""
    return EchoRow(
        estate_id=estate_id,
        account=echo.account,
        message_id=storable(echo.message_id),
        room_id=storable(echo.room_id),
        digest=digest(echo.text),
        seen_at=echo.seen_at,
    )


def message_of(row: InboxRow) -> Message:
    """A kept message, as the handlers get it."""
    fields: Mapping[str, object] = row.model_dump(include=set(Message.__dataclass_fields__) - {"mentions"})
    return Message(**fields, mentions=tuple(row.mentions))  # type: ignore[arg-type]
