"""公告: a word of the committee to the building groups it chooses."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import texts
from handlers.commands.applying import UserMistake
from handlers.commands.asking import ask
from handlers.commands.declare import command
from handlers.commands.language.parsed import Parsed
from handlers.desk import Desk
from handlers.estate import Room
from handlers.rooms import ALL, names_a_part, rooms_named
from handlers.rules.lifecycle import RoomRole

WORD = "公告"
LONG = 200
"""Characters from which an announcement is shown once more before it goes out."""


@command(
    WORD,
    also="发公告 发通知 群发 群公告",
    intent="announce",
    example="公告 3栋、5栋:明天9点到12点清洗水箱,请储水",
    about="发到选定的业主群;发到全部群或字数多的,先念一遍等“确认”",
    requires=("text",),
)
async def announce(parsed: Parsed, desk: Desk) -> None:
    """Say it in the named building groups, in all of them when none is named; the quiet hours hold it."""
    everywhere = rooms_named(desk.estate, ALL)
    rooms = rooms_named(desk.estate, parsed.text("room") or ALL)
    if not rooms:
        raise UserMistake(texts.no_room_called(parsed.text("room"), _names(everywhere)))
    text = parsed.text("text")
    if not parsed.args.get("sure") and (parsed.guessed or rooms == everywhere or len(text) > LONG):
        await ask(desk, WORD, parsed.args, "sure", texts.say_it(_names(rooms), text))
        return
    whom = parsed.text("room")
    for room in rooms:
        await desk.say(room.room_id, texts.announcement(text, whom if names_a_part(room, whom) else ""), "announcement")
    at = max([await desk.voice.may_be_said(room.room_id) for room in rooms])
    waits = texts.when(at, desk.now, desk.estate.zone) if at > desk.now else ""
    await desk.reply(texts.done_announce(_names(rooms), waits))


def _names(rooms: Sequence[Room]) -> list[str]:
    return [room.name for room in rooms if room.role is RoomRole.BUILDING]
