"""One short question to whoever typed a command; his next line may just answer it."""

from __future__ import annotations

from typing import Any

from handlers.desk import Desk


async def ask(desk: Desk, word: str, args: dict[str, Any], missing: str, question: str) -> None:
    """Ask for the argument `missing` of the command of that word; `args` are those that were said already."""
    await desk.work.questions.ask(
        desk.estate.estate_id,
        desk.room.room_id,
        desk.message.talker_id,
        intent=word,
        args={name: value for name, value in args.items() if name not in ("missing", "also", missing)},
        missing=missing,
        at=desk.now,
    )
    await desk.reply(question)
