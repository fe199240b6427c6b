"""提醒 and what is done to reminders that are set: list, cancel, pause, resume, change, say again."""

from __future__ import annotations

import re
from typing import Final

from handlers import texts
from handlers.campaigns import find
from handlers.commands.applying import UserMistake
from handlers.commands.asking import ask
from handlers.commands.declare import command
from handlers.commands.language.parsed import Parsed
from handlers.commands.language.segment import STOPS
from handlers.commands.setting import answer_of_author, set_reminder
from handlers.desk import Desk
from handlers.recurrence import next_due, three_next
from handlers.reminding import LIVE, LONGEST, changed, kept, rooms_meant, rooms_of, schedule_of, told_rooms, words_of
from nlp.clean import clean
from nlp.schedule import Once, described
from nlp.when import Unclear, find_time
from storage.tables import ReminderRow

_SHOWN: Final = 15
_WORDS = re.compile(rf"(?:内容|文字|文案|话|词)(?:改?成|改?为)?[{STOPS}]*(?P<text>.+)", re.S)
_BECOMES = re.compile(rf"^(?:改?成|改?为|到|时间|发到|群|[{STOPS}])+")


@command(
    "提醒",
    also="设提醒",
    intent="remind",
    example="提醒 每周四 18:30 3栋群 明早收旧衣服",
    about="到点在群里说一句;会重复的先念出日期,等您回“对”",
    requires=(),
)
async def remind(parsed: Parsed, desk: Desk) -> None:
    """Set a reminder: at once when its moment is plain, after its author's yes otherwise."""
    if "agreed" in parsed.args:
        await answer_of_author(parsed, desk)
    else:
        await set_reminder(parsed, desk)


@command(
    "提醒列表",
    intent="list_reminders",
    example="提醒列表",
    about="设了哪些提醒,下次什么时候",
    requires=(),
)
async def list_reminders(parsed: Parsed, desk: Desk) -> None:
    """The reminders that are live; those of campaigns are counted only."""
    rows = await desk.work.reminders.in_states(desk.estate.estate_id, LIVE)
    own = [row for row in rows if not row.campaign]
    campaigns = len({row.campaign for row in rows if row.campaign})
    if not own:
        await desk.reply(texts.no_reminders(campaigns))
        return
    lines = [_line(desk, row) for row in own[:_SHOWN]]
    await desk.reply(texts.reminder_list(lines, len(own) - len(lines), campaigns))


@command(
    "取消提醒",
    also="删除提醒",
    intent="cancel_reminder",
    example="取消提醒 2",
    about="不再提醒;“恢复提醒 2”可以找回",
    requires=(),
)
async def cancel_reminder(parsed: Parsed, desk: Desk) -> None:
    """It is never due again, and what it was to say in the morning is not said."""
    lines = []
    for row in await _chosen(parsed, desk, "取消提醒"):
        row.state, row.next_at = "cancelled", None
        await _unsay(desk, row)
        lines.append(texts.reminder_cancelled(row.id))
    await _reply(desk, lines)


@command(
    "暂停提醒",
    also="停提醒",
    intent="pause_reminder",
    example="暂停提醒 2",
    about="先不提醒,设置留着",
    requires=(),
)
async def pause_reminder(parsed: Parsed, desk: Desk) -> None:
    """Not due until it is resumed."""
    lines = []
    for row in await _chosen(parsed, desk, "暂停提醒"):
        row.state, row.next_at = "paused", None
        await _unsay(desk, row)
        lines.append(texts.reminder_paused(row.id))
    await _reply(desk, lines)


@command(
    "恢复提醒",
    also="继续提醒",
    intent="resume_reminder",
    example="恢复提醒 2",
    about="暂停或取消的接着提醒",
    requires=(),
)
async def resume_reminder(parsed: Parsed, desk: Desk) -> None:
    """Due again from the next date on; what passed meanwhile is not made up for."""
    lines = []
    for row in await _chosen(parsed, desk, "恢复提醒", ("paused",)):
        next_at = next_due(schedule_of(row), desk.now)
        if next_at is None:
            lines.append(texts.reminder_over(row.id))
            continue
        row.state, row.next_at = "active", next_at
        lines.append(texts.reminder_resumed(row.id, texts.on_day(next_at, desk.now, desk.estate.zone)))
    await _reply(desk, lines)


@command(
    "改提醒",
    also="修改提醒",
    intent="change_reminder",
    example="改提醒 2 20:00",
    about="改时间、群(改提醒 2 3栋)或内容(改提醒 2 内容 …)",
    requires=(),
)
async def change_reminder(parsed: Parsed, desk: Desk) -> None:
    """Another time, other rooms or other words of one reminder; the new dates are told."""
    rows = await _chosen(parsed, desk, "改提醒")
    if not rows:
        return
    row, said = rows[0], parsed.text("text")
    if found := _WORDS.match(said):
        await desk.reply(_reworded(row, found["text"].strip()))
        return
    wish = _BECOMES.sub("", said)
    phrase = find_time(clean(wish).lower())
    rooms = rooms_meant(desk.estate, wish[: phrase.start] + wish[phrase.end :] if phrase else wish)
    if phrase is None and not rooms:
        await desk.reply(texts.change_to_what(row.id))
        return
    lines = [_retimed(desk, row, wish)] if phrase else []
    if rooms:
        row.rooms = rooms
        lines.append(texts.reminder_elsewhere(row.id, told_rooms(desk.estate, rooms)))
    await _reply(desk, lines)


@command(
    "补发提醒",
    intent="repeat_reminder",
    example="补发提醒 2",
    about="现在就说一次,不影响以后的日期",
    requires=(),
)
async def repeat_reminder(parsed: Parsed, desk: Desk) -> None:
    """Say it now, whenever it was or will be due."""
    lines = []
    for row in await _chosen(parsed, desk, "补发提醒"):
        for room in rooms_of(desk.estate, row.rooms):
            await desk.say(room.room_id, words_of(row.text, row.campaign, schedule_of(row), desk.now), "reminder")
        at = desk.by_day(desk.now)
        waits = texts.when(at, desk.now, desk.estate.zone) if at > desk.now else ""
        lines.append(texts.reminder_again(row.id, told_rooms(desk.estate, row.rooms), waits))
    await _reply(desk, lines)


async def _chosen(parsed: Parsed, desk: Desk, word: str, states: tuple[str, ...] = LIVE) -> list[ReminderRow]:
    """The reminders that are meant: by number, by when they are due, or the only one; [] after a question.

    Raises UserMistake.
    """
    if parsed.tickets:
        return [await _numbered(desk, number, word) for number in parsed.tickets]
    rows = [row for row in await desk.work.reminders.in_states(desk.estate.estate_id, states) if not row.campaign]
    if when := texts.tight(parsed.text("when")):
        rows = [row for row in rows if when in texts.tight(described(schedule_of(row)))] or rows
    if not rows:
        raise UserMistake(texts.no_reminders(0))
    if len(rows) == 1:
        return list(rows)
    await ask(desk, word, parsed.args, "tickets", texts.which_reminder(word, [row.id for row in rows]))
    return []


async def _numbered(desk: Desk, number: int, word: str) -> ReminderRow:
    row = await desk.work.reminders.get(desk.estate.estate_id, number)
    if row is None or (row.state == "cancelled" and word not in ("恢复提醒", "补发提醒")):
        raise UserMistake(texts.no_such_reminder(number))
    if (campaign := find(row.campaign)) and word != "补发提醒":
        raise UserMistake(texts.reminder_is_campaigns(number, campaign.name))
    return row


async def _unsay(desk: Desk, row: ReminderRow) -> None:
    await desk.work.outbox.withdraw(desk.estate.estate_id, f"reminder/{row.id}", ("reminder",))


def _reworded(row: ReminderRow, words: str) -> str:
    if len(words) > LONGEST:
        raise UserMistake(texts.too_long(LONGEST, len(words)))
    row.text = words
    return texts.reminder_reworded(row.id)


def _retimed(desk: Desk, row: ReminderRow, wish: str) -> str:
    zone = desk.estate.zone
    schedule = changed(schedule_of(row), wish, desk.now, zone)
    if isinstance(schedule, Unclear):
        raise UserMistake(texts.change_to_what(row.id))
    row.schedule = kept(schedule)
    if row.state in ("active", "done"):
        row.state, row.next_at = "active", next_due(schedule, desk.now)
    if isinstance(schedule, Once):
        return texts.reminder_moved(row.id, texts.on_day(schedule.moment, desk.now, zone))
    days = texts.dates(three_next(schedule, desk.now), desk.now, zone)
    return texts.reminder_changed(row.id, texts.tight(described(schedule)), days)


def _line(desk: Desk, row: ReminderRow) -> str:
    schedule, zone = schedule_of(row), desk.estate.zone
    if isinstance(schedule, Once):
        when, next_at = texts.on_day(schedule.moment, desk.now, zone), ""
    else:
        when = texts.tight(described(schedule))
        next_at = texts.dates([row.next_at], desk.now, zone) if row.next_at else ""
    rooms = told_rooms(desk.estate, row.rooms)
    return texts.reminder_line(row.id, when, rooms, row.text, row.state, next_at, row.author_name)


async def _reply(desk: Desk, lines: list[str]) -> None:
    if lines:
        await desk.reply("\n".join(lines))
