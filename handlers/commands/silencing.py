"""静默: for a while ordinary lines wait, in the whole estate or in some groups. Danger and answers do not."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from handlers import texts
from handlers.commands.applying import UserMistake
from handlers.commands.declare import command
from handlers.commands.language.parsed import Parsed
from handlers.desk import Desk
from handlers.reminding import EVERY_BUILDING, rooms_meant, rooms_of, told_rooms
from handlers.rooms import ALL
from handlers.voice import WAITING
from nlp.moment import moment_of
from nlp.schedule import Once
from nlp.when import read_when
from storage.silences import EVERYWHERE
from storage.tables import SilenceRow

LONGEST: Final = timedelta(days=7)
MORNING: Final = time(8)
"""The end of a silence without an end, where an estate has no quiet hours."""


@command(
    "静默",
    also="免打扰",
    intent="silence",
    example="静默 到 明早8点",
    about="通报、提醒、简报先不发,到时再发;险情和回复照常",
    requires=(),
)
async def silence(parsed: Parsed, desk: Desk) -> None:
    """Until the moment that is named, or tomorrow morning. Raises UserMistake."""
    until = _until(desk, parsed.text("when"))
    rooms = _rooms(desk, parsed.text("room"))
    for room_id in rooms or [EVERYWHERE]:
        await desk.work.silences.set(
            SilenceRow(
                estate_id=desk.estate.estate_id, room_id=room_id, until_at=until, who_id=desk.message.talker_id,
                who_name=desk.message.talker_name, set_at=desk.now,
            )
        )  # fmt: skip
    await desk.work.outbox.put_off(desk.estate.estate_id, WAITING, desk.by_day(until), rooms or _all_rooms(desk))
    where = told_rooms(desk.estate, rooms) if rooms else texts.WHOLE_ESTATE
    await desk.reply(texts.silence_set(where, texts.on_day(until, desk.now, desk.estate.zone)))


@command(
    "取消静默",
    also="解除静默 结束静默",
    intent="lift_silence",
    example="取消静默",
    about="提前结束静默,等着的马上发",
    requires=(),
)
async def lift_silence(parsed: Parsed, desk: Desk) -> None:
    """What waited is said now, by day. Raises UserMistake."""
    if not await desk.work.silences.all(desk.estate.estate_id, desk.now):
        raise UserMistake(texts.NO_SILENCE)
    rooms = _rooms(desk, parsed.text("room"))
    await desk.work.silences.lift(desk.estate.estate_id, rooms)
    await desk.work.outbox.bring_forward(
        desk.estate.estate_id, WAITING, desk.by_day(desk.now), rooms or _all_rooms(desk)
    )
    await desk.reply(texts.SILENCE_LIFTED)


def _until(desk: Desk, said: str) -> datetime:
    if not said:
        return _tomorrow_morning(desk)
    meant = read_when(said, desk.now, desk.estate.zone)
    if not isinstance(meant, Once):
        raise UserMistake(texts.silence_until_when(said))
    if meant.moment > desk.now + LONGEST:
        raise UserMistake(texts.silence_too_long(LONGEST.days))
    return meant.moment


def _tomorrow_morning(desk: Desk) -> datetime:
    zone = desk.estate.zone
    end = desk.estate.quiet.end if desk.estate.quiet else MORNING
    today = desk.now.astimezone(zone).date()
    mornings = (moment_of(today + timedelta(days=days), end, zone) for days in (0, 1))
    return next(moment for moment in mornings if moment > desk.now + timedelta(hours=2))


def _rooms(desk: Desk, fragment: str) -> list[str]:
    """The ids of the rooms that are named; [] for the whole estate. Raises UserMistake."""
    if not fragment or fragment == ALL:
        return []
    rooms = rooms_meant(desk.estate, fragment)
    if not rooms:
        known = [room.name for room in rooms_of(desk.estate, [EVERY_BUILDING])]
        raise UserMistake(texts.no_room_called(fragment, known))
    return rooms


def _all_rooms(desk: Desk) -> list[str]:
    return [room.room_id for room in desk.estate.rooms]
