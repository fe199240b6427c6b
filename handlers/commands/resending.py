"""补发: the committee's answer when the bot could not find out whether a line was delivered."""

from __future__ import annotations

from handlers import texts
from handlers.commands.declare import command
from handlers.commands.language.parsed import Parsed
from handlers.desk import Desk

HELD, PENDING = "held", "pending"


@command(
    "补发",
    also="重发 再发一次",
    intent="resend",
    example="补发 12",
    about="机器人问起某句话发没发到时,让它再发一次",
)
async def resend(parsed: Parsed, desk: Desk) -> None:
    """Let a held line go once more; the numbers are those of the bot's question, not of requests."""
    for outbox_id in parsed.tickets:
        row = await desk.work.outbox.get(desk.estate.estate_id, outbox_id)
        if row is None or row.state != HELD:
            await desk.reply(texts.nothing_held(outbox_id))
            continue
        row.state, row.not_before, row.attempts = PENDING, desk.now, 0
        room = desk.estate.room(row.room_id)
        await desk.reply(texts.said_again(room.name if room else row.room_id))
