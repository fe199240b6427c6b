"""补发: the committee's answer when the bot could not find out whether a line was delivered."""

from __future__ import annotations

import re

from handlers import texts
from handlers.commands.declare import command
from handlers.commands.language.parsed import Parsed
from handlers.desk import Desk

_ASKED = re.compile(r"补发 (\d+)")
HELD, PENDING, SENT = "held", "pending", "sent"


@command(
    "补发",
    also="重发 再发一次",
    intent="resend",
    example="补发 12",
    about="机器人问起某句话发没发到时,让它再发一次",
)
async def resend(parsed: Parsed, desk: Desk) -> None:
    """Let a held line go once more; the numbers are those of the bot's question, not of requests."""
    for outbox_id in _meant(parsed, desk):
        row = await desk.work.outbox.get(desk.estate.estate_id, outbox_id)
        if row is None or row.state != HELD:
            await desk.reply(texts.nothing_held(outbox_id))
            continue
        room = desk.estate.room(row.room_id)
        name = room.name if room else row.room_id
        if await desk.work.echoes.take(row, row.created_at) is not None:
            await desk.work.outbox.settle(row, SENT, now=desk.now)
            await desk.reply(texts.seen_after_all(name))
            continue
        await desk.work.outbox.settle(row, PENDING, now=desk.now, later=desk.now)
        await desk.reply(texts.said_again(name))


def _meant(parsed: Parsed, desk: Desk) -> list[int]:
    """The numbers typed; without any those of the quoted question, whose "#12" is a request and not the line."""
    typed = any(char.isdecimal() for char in desk.message.text)
    asked = _ASKED.search(desk.message.quoted_text)
    return [int(asked[1])] if asked and not typed else parsed.tickets
