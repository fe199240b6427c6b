"""Setting a reminder: what is still unclear is asked, one question at a time; what comes again is repeated back."""

from __future__ import annotations

import re
from typing import Any, Final

from handlers import texts
from handlers.commands.applying import UserMistake
from handlers.commands.asking import ask
from handlers.commands.language.parsed import Parsed
from handlers.commands.language.segment import STOPS
from handlers.desk import Desk
from handlers.recurrence import next_due, three_next
from handlers.reminding import (
    EVERY_BUILDING,
    LIVE,
    LONGEST,
    MOST_LIVE,
    answered,
    changed,
    is_plain,
    kept,
    rooms_meant,
    schedule_of,
    told_rooms,
)
from handlers.rules.lifecycle import RoomRole
from nlp.clean import clean
from nlp.schedule import Once, Schedule, described
from nlp.when import TimePhrase, Unclear, find_time
from storage.tables import ReminderRow

WORD: Final = "提醒"
_US = re.compile(r"提醒(?:一?下|一?哈|一声)?(?:我们|咱)")
_EVERYBODY = re.compile(r"大家伙?|所有人|群里|群友|各位")
_OWNERS = re.compile(r"(?:各位|全体)?业主们?|全体成员")
_ALL = re.compile(r"^(?:全部|所有|每个|各个?|都|大家)(?:的?(?:业主|楼栋)?群|都?发)?(?:吧|里)?$")
_HERE = re.compile(r"^(?:发?在?)?(?:本群|这里|这儿|这个?群|我们群|业委会群?)(?:里|吧|就行)*$")
_EVERY_OTHER = re.compile(r"每?间?隔")
_HOUR = re.compile(r"(?:十[一二]?|[一二两三四五六七八九]|\d{1,2})[点时].*")
_NOT_SO = re.compile(rf"^(?:不对?|不是|错了)?[{STOPS}]*(?:是|应该是|应该|改成|改为|改到|换成|换到)?[{STOPS}]*")


async def set_reminder(parsed: Parsed, desk: Desk) -> None:
    """Set it, or ask for the first thing that is missing. Raises UserMistake."""
    args = _said(parsed, desk)
    schedule = await _schedule(desk, args)
    if schedule is None:
        return
    text = _text(desk, args)
    if not text:
        await ask(desk, WORD, args, "text", texts.REMIND_OF_WHAT)
        return
    if len(text) > LONGEST:
        raise UserMistake(texts.too_long(LONGEST, len(text)))
    rooms = await _rooms(desk, args)
    if rooms:
        await _keep(desk, schedule, rooms, text, plain=is_plain(args["when"], schedule))


async def answer_of_author(parsed: Parsed, desk: Desk) -> None:
    """Yes, no, or what is to be different about the reminder that was repeated back."""
    row = await desk.work.reminders.get(desk.estate.estate_id, int(parsed.args["reminder"]))
    if row is None or row.state != "asked":
        return
    answer = parsed.text("agreed")
    if answer == "yes":
        await _agree(desk, row)
    elif answer == "no":
        row.state = "cancelled"
        await desk.reply(texts.REMINDER_DROPPED)
    else:
        await _correct(desk, row, _NOT_SO.sub("", answer))


def _said(parsed: Parsed, desk: Desk) -> dict[str, Any]:
    """The arguments with what only the words tell: "said", those of the time, and "here", that this room is meant."""
    args = {name: value for name, value in parsed.args.items() if name not in ("missing", "also")}
    if parsed.said_when:
        args |= {"said": "", "when": parsed.said_when}
        args["here"] = bool(_US.search(desk.message.text))
    return args


async def _schedule(desk: Desk, args: dict[str, Any]) -> Schedule | None:
    """The schedule that was said; None after a question. `args` gets the words that count."""
    words, zone = str(args.get("when") or ""), desk.estate.zone
    meant: Schedule | Unclear = Unclear.VAGUE
    if words:
        words, meant = answered(str(args.get("said") or ""), words, desk.now, zone)
    if isinstance(meant, Unclear):
        await ask(desk, WORD, args | {"said": words}, "when", _question(meant, words))
        return None
    args |= {"when": words, "said": ""}
    return meant


def _question(why: Unclear, said: str) -> str:
    phrase = find_time(clean(said).lower())
    day = phrase.day[0] if phrase and phrase.day else ""
    return texts.unclear_time(why, said, _without_doubt(said, phrase, day), day)


def _without_doubt(said: str, phrase: TimePhrase | None, day: str) -> str:
    """An example of how what fits two moments is said so that it fits one."""
    if _EVERY_OTHER.search(said):  # "每隔两周" is every second week to some
        return _EVERY_OTHER.sub("每", said)
    hour = _HOUR.search(said)
    if phrase and phrase.clock and not phrase.part and hour:
        return f"{day or '今天'}下午{hour[0]}"
    return texts.PLAIN_MOMENT


def _text(desk: Desk, args: dict[str, Any]) -> str:
    text, to = str(args.get("text") or ""), str(args.get("to") or "")
    numbers = [number for number in args.get("tickets") or [] if str(number) not in text]
    if not text:
        return texts.see_to_requests(numbers) if numbers else ""
    if numbers:
        text = f"{'、'.join(f'#{number}' for number in numbers)} {text}"
    if not to or _EVERYBODY.fullmatch(to) or _OWNERS.fullmatch(to):
        return text
    return texts.reminder_for(desk.message.talker_name if to == "我" else to, text)


async def _rooms(desk: Desk, args: dict[str, Any]) -> list[str]:
    """The ids of the rooms it is said in; [] after a question."""
    fragment, to = str(args.get("room") or ""), str(args.get("to") or "")
    one_person = to and not _EVERYBODY.fullmatch(to) and not _OWNERS.fullmatch(to)
    if _HERE.match(fragment) or (not fragment and (args.get("here") or one_person or args.get("tickets"))):
        return [desk.room.room_id]
    if _ALL.match(fragment) or (not fragment and _OWNERS.fullmatch(to)):
        return [EVERY_BUILDING]
    rooms = rooms_meant(desk.estate, fragment) if fragment else []
    if not rooms:
        known = [room.name for room in desk.estate.rooms_of(RoomRole.BUILDING)]
        await ask(desk, WORD, args, "room", texts.which_rooms(known, unknown=fragment))
    return rooms


async def _keep(desk: Desk, schedule: Schedule, rooms: list[str], text: str, *, plain: bool) -> None:
    reminders, message = desk.work.reminders, desk.message
    if await reminders.count(desk.estate.estate_id, LIVE) >= MOST_LIVE:
        raise UserMistake(texts.too_many_reminders(MOST_LIVE))
    row = await reminders.add(
        ReminderRow(
            estate_id=desk.estate.estate_id, id=0, account=message.account, author_id=message.talker_id,
            author_name=message.talker_name, room_id=desk.room.room_id, rooms=rooms, text=text,
            schedule=kept(schedule), state="active" if plain else "asked", created_at=desk.now,
            next_at=next_due(schedule, desk.now) if plain else None,
        )
    )  # fmt: skip
    if not plain:
        await _repeat_back(desk, row)
    elif row.next_at is not None:
        at = texts.on_day(row.next_at, desk.now, desk.estate.zone)
        where = told_rooms(desk.estate, rooms)
        await desk.reply(texts.reminder_set(row.id, at, where, text, _quiet_until(desk, schedule)))


async def _repeat_back(desk: Desk, row: ReminderRow) -> None:
    """What was understood, with the next three dates; it counts when its author agrees."""
    schedule, zone = schedule_of(row), desk.estate.zone
    if isinstance(schedule, Once):
        when = texts.on_day(schedule.moment, desk.now, zone)
    else:
        days = texts.dates(three_next(schedule, desk.now), desk.now, zone)
        when = texts.when_and_dates(texts.tight(described(schedule)), days)
    where = told_rooms(desk.estate, row.rooms)
    question = texts.is_that_right(row.id, when, where, row.text, _quiet_until(desk, schedule))
    await ask(desk, WORD, {"reminder": row.id}, "agreed", question)


def _quiet_until(desk: Desk, schedule: Schedule) -> str:
    """Until when it waits at night, "08:00"; "" when it is said by day."""
    first = next_due(schedule, desk.now)
    said_at = desk.by_day(first) if first else None
    return (
        "" if first is None or said_at is None or said_at == first else f"{said_at.astimezone(desk.estate.zone):%H:%M}"
    )


async def _agree(desk: Desk, row: ReminderRow) -> None:
    next_at = next_due(schedule_of(row), desk.now)
    if next_at is None:
        row.state = "cancelled"
        raise UserMistake(texts.reminder_over(row.id))
    row.state, row.next_at = "active", next_at
    await desk.reply(texts.reminder_agreed(row.id, texts.on_day(next_at, desk.now, desk.estate.zone)))


async def _correct(desk: Desk, row: ReminderRow, said: str) -> None:
    schedule = changed(schedule_of(row), said, desk.now, desk.estate.zone)
    rooms = rooms_meant(desk.estate, said) if isinstance(schedule, Unclear) else []
    if isinstance(schedule, Unclear) and not rooms:
        await ask(desk, WORD, {"reminder": row.id}, "agreed", _question(schedule, said))
        return
    if rooms:
        row.rooms = rooms
    elif not isinstance(schedule, Unclear):
        row.schedule = kept(schedule)
    row.created_at = desk.now  # the ten minutes begin anew
    await _repeat_back(desk, row)
