"""From what the wire tells about a message to the events of the channel contract. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.channels.base import Echo, Heard, Kind
from bot.channels.wechaty.wire import MessagePayloadResponse
from nlp.quote import split_quote

ON_WIRE: Mapping[int, Kind] = {6: Kind.IMAGE, 7: Kind.TEXT, 13: Kind.RECALL}
"""Wechaty's own numbering. The enum in the Python stubs is numbered otherwise and must not be used on the wire."""

IN_SDK: Mapping[int, Kind] = {5: Kind.IMAGE, 6: Kind.TEXT, 13: Kind.RECALL}
"""The numbering of that enum, to which the Python SDK translates what it gets."""

MENTION_END = "\u2005"
"""What WeChat puts after "@name"."""

_LEADING_MENTIONS = re.compile(f"^(?:@[^{MENTION_END}]{{1,64}}{MENTION_END})+")
_MILLISECONDS_FROM = 10**11  # as seconds that is the year 5138


@dataclass(frozen=True, slots=True)
class Payload:
    """A message as the wire tells it. `room_id` is "" for a private one; `timestamp` in seconds or milliseconds."""

    message_id: str
    room_id: str
    talker_id: str
    kind: Kind
    text: str
    mentions: tuple[str, ...]
    timestamp: int


def told(message_id: str, response: MessagePayloadResponse, kinds: Mapping[int, Kind] = ON_WIRE) -> Payload:
    """The gateway's answer, under the id that was asked for; `kinds` is how its types are numbered."""
    return Payload(
        message_id=message_id,
        room_id=response.room_id,
        talker_id=response.from_id,
        kind=kinds.get(int(response.type), Kind.OTHER),
        text=response.text,
        mentions=tuple(response.mention_ids),
        timestamp=int(response.timestamp),
    )


def heard(payload: Payload, account: str, talker_name: str, now: datetime) -> Heard:
    """What somebody else said in a room. Only words keep their text: of a picture it is markup."""
    quote = split_quote(payload.text) if payload.kind is Kind.TEXT else None
    text = payload.text.strip() if payload.kind is Kind.RECALL else ""
    return Heard(
        account=account,
        message_id=payload.message_id,
        room_id=payload.room_id,
        talker_id=payload.talker_id,
        talker_name=talker_name,
        kind=payload.kind,
        text=quote.reply if quote else text,
        sent_at=moment(payload.timestamp, now),
        quoted_speaker=quote.speaker if quote else "",
        quoted_text=quote.quoted if quote else "",
        mentions=payload.mentions,
    )


def echo(payload: Payload, account: str, now: datetime) -> Echo:
    """One of our own messages, with the words as the outbox knows them: without the names it called."""
    return Echo(
        account=account,
        message_id=payload.message_id,
        room_id=payload.room_id,
        text=_LEADING_MENTIONS.sub("", payload.text) if payload.kind is Kind.TEXT else "",
        seen_at=now,
    )


def moment(timestamp: int, now: datetime) -> datetime:
    """The aware UTC time of a timestamp in seconds or milliseconds; `now` when there is none that makes sense."""
    seconds = timestamp / 1000 if timestamp >= _MILLISECONDS_FROM else float(timestamp)
    if seconds <= 0:
        return now
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return now
