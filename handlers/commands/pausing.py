"""What waits, and for how long: 挂起, 恢复, 延期, and 追问 what only the reporters know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from handlers import clocks, texts
from handlers.commands.applying import UserMistake, announce, each
from handlers.commands.declare import command
from handlers.commands.language.parsed import Parsed
from handlers.commands.language.until import LONGEST, moment_of, split
from handlers.desk import Desk
from handlers.rules.lifecycle import Action, Role
from handlers.rules.working_time import Span, amount_of, due
from storage.tables import RequestRow

MENTIONED = 3
"""Reporters of a group who are called by name when something is asked."""


@command(
    "挂起",
    also="暂缓 缓办 搁置 暂停 暂停办理",
    intent="pause",
    example="12 挂起 到下周三 等配件",
    about="先等一等,期间不计时;到日子自动恢复",
    requires=("tickets", "reason"),
    rest="reason",
)
async def pause(parsed: Parsed, desk: Desk) -> None:
    """Let the clocks stand still, until a day or until 恢复. The reporters hear why, or until when."""
    said, reason = parsed.text("until"), parsed.text("reason")
    if not said:  # asked for a reason, people may tell until when
        answered = split(reason, desk.now.astimezone(desk.estate.zone))
        said, reason = answered.text, answered.reason

    async def step(request: RequestRow) -> str:
        until = _resumes_at(desk, request.number, said) if said else None
        shown = texts.when(until, desk.now, desk.estate.zone) if until else ""
        if await _is_paused_so(desk, request, until, reason):
            raise UserMistake(texts.is_paused_already(request.number, shown))
        await desk.move(request, Action.PAUSE, reason, paused_at=desk.now, paused_until=until)
        words = texts.paused(request.number, request.category, request.place, shown, reason)
        await announce(desk, request, words)
        return texts.done_pause(shown)

    await each(desk, parsed.tickets, step)


@command(
    "恢复",
    also="取消挂起 解除挂起 结束挂起 恢复计时",
    intent="resume",
    example="12 恢复",
    about="挂起的接着办,期限顺着往后移",
    says="接着办 继续办",
)
async def resume(parsed: Parsed, desk: Desk) -> None:
    """Let the clocks run again; also when the reporters, who were asked, do not answer."""

    async def step(request: RequestRow) -> str:
        if not clocks.stands_still(request):
            raise UserMistake(texts.not_paused(request.number))
        await desk.move(request, Action.RESUME)
        return texts.done_resume(_shown_due(desk, request))

    await each(desk, parsed.tickets, step)


@command(
    "延期",
    also="顺延 推迟 延后 延长期限 延期办理",
    intent="postpone",
    example="12 延期 到12月5日 配件缺货",
    about="晚些办结,新日子和原因会说给反映人",
    requires=("tickets", "until", "reason"),
    rest="reason",
)
async def postpone(parsed: Parsed, desk: Desk) -> None:
    """Give the request a later date and tell the reporters once; the date before stays in the history."""
    reason = parsed.text("reason")

    async def step(request: RequestRow) -> str:
        resolve_due_at = _postponed_to(desk, request, parsed.text("until"))
        was_paused = clocks.stands_still(request) and not clocks.waits_for_reporters(request)
        await desk.move(request, Action.POSTPONE, reason, resolve_due_at=resolve_due_at)
        due_by = _shown_due(desk, request)
        words = texts.postponed(request.number, request.category, request.place, due_by, reason)
        await announce(desk, request, words)
        return texts.done_postpone(due_by, ends_pause=was_paused)

    await each(desk, parsed.tickets, step)


@command(
    "追问",
    also="追问一下 追问反映人 问反映人 问一下反映人 问问反映人",
    intent="inquire",
    example="12 追问 具体是哪个单元?",
    about="替您去群里问反映人,等回话期间不计时",
    requires=("tickets", "question"),
    rest="question",
)
async def inquire(parsed: Parsed, desk: Desk) -> None:
    """Ask the reporters, in their groups; until one of them answers they hold the request."""
    question = parsed.text("question")

    async def step(request: RequestRow) -> str:
        rooms = await desk.work.requests.rooms(desk.estate.estate_id, request.number)
        if not rooms:
            raise UserMistake(texts.nobody_to_ask(request.number))
        await desk.move(request, Action.ASK, question, holder=Role.RESIDENT, paused_at=desk.now, paused_until=None)
        words = texts.asked(request.number, request.category, request.place, question)
        for room_id in rooms:
            mentions = await _reporters_in(desk, request, room_id)
            await desk.voice.say(room_id, words, "announcement", request.number, mentions=mentions)
        return texts.DONE_ASK

    await each(desk, parsed.tickets, step)


async def _is_paused_so(desk: Desk, request: RequestRow, until: datetime | None, reason: str) -> bool:
    """Whether it is paused until then and for that reason: the groups have read it."""
    if not clocks.stands_still(request) or clocks.waits_for_reporters(request) or request.paused_until != until:
        return False
    events = await desk.work.requests.events(desk.estate.estate_id, request.number)
    return next((event.note for event in reversed(events) if event.action == Action.PAUSE), None) == reason


def _shown_due(desk: Desk, request: RequestRow) -> str:
    return texts.when(request.resolve_due_at, desk.now, desk.estate.zone)


async def _reporters_in(desk: Desk, request: RequestRow, room_id: str) -> list[str]:
    """The ids of those who reported last in that group."""
    estate_id, number = desk.estate.estate_id, request.number
    numbers = [number, *await desk.work.requests.absorbed(estate_id, number)]
    reports = await desk.work.requests.reports(estate_id, numbers)
    talkers = [report.talker_id for report in reversed(reports) if report.room_id == room_id]
    return list(dict.fromkeys(talkers))[:MENTIONED]


def _resumes_at(desk: Desk, number: int, said: str) -> datetime:
    """When a pause is over: at that time, or when work begins on that day. Raises UserMistake."""
    now = desk.now.astimezone(desk.estate.zone)
    moment = moment_of(said, now)
    return _ahead(desk, number, moment.after(now, desk.estate.working_hours.start) if moment else None)


def _postponed_to(desk: Desk, request: RequestRow, said: str) -> datetime:
    """The new date: that time, the end of work on that day, or so much later than it was. Raises UserMistake."""
    zone, calendar = desk.estate.zone, clocks.calendar_of(desk.estate, request)
    old = clocks.set_going(desk.estate, request, desk.now).get("resolve_due_at", request.resolve_due_at)
    base, moment = max(old, desk.now).astimezone(zone), moment_of(said, desk.now.astimezone(zone))
    if moment is None:
        new = None
    elif moment.later is None:
        new = moment.after(base, desk.estate.working_hours.end)
    elif moment.later.unit == "天":
        new = due(base, amount_of(Span(days=moment.later.amount), calendar), calendar)
    else:
        new = due(moment.after(base, base.time()), timedelta(), calendar)
    new = _ahead(desk, request.number, new)
    if new <= old:
        raise UserMistake(texts.not_later(request.number, texts.when(old, desk.now, zone)))
    return new


def _ahead(desk: Desk, number: int, moment: datetime | None) -> datetime:
    """The moment in UTC, if it is one of the year ahead. Raises UserMistake."""
    if moment is None or not desk.now < moment <= desk.now + LONGEST:
        raise UserMistake(texts.not_ahead(number))
    return moment.astimezone(UTC)
