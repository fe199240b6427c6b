"""What the committee looks at: one request with its history, a list, figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from handlers import clocks, ledger, texts
from handlers.commands.language.parsed import Parsed
from handlers.desk import Desk
from handlers.rules.lifecycle import OPEN, Status
from storage.tables import RequestRow

LISTED = 20
EVENTS_SHOWN = 8
NEW = timedelta(days=1)

Fits = Callable[[RequestRow], bool]


async def shown(desk: Desk, number: int) -> str:
    """The request, its reporters counted, and what happened last."""
    request = await desk.request(number)
    if request is None:
        return texts.no_such_request(number)
    estate_id, zone = desk.estate.estate_id, desk.estate.zone
    households = await desk.work.requests.reporters(estate_id, number)
    due = texts.when(clocks.expected(desk.estate, request, desk.now), desk.now, zone)
    events = await desk.work.requests.events(estate_id, number)
    history = [
        texts.event_line(texts.when(event.at, desk.now, zone), event.who_name, event.action, event.note)
        for event in events[-EVENTS_SHOWN:]
    ]
    held = [told] if (told := ledger.told(desk.estate, request, events, desk.now)) else []
    return "\n".join([texts.shown_head(_line(desk, request), households, due, request.summary), *held, *history])


async def listed(parsed: Parsed, desk: Desk) -> str:
    """The requests that fit, oldest first; the open ones when nothing else was said."""
    status = parsed.text("status")
    closed = status in ("resolved", "declined")
    all_of = desk.work.requests.all if closed or parsed.text("period") else desk.work.requests.open
    fits = _fits(parsed, desk)
    rows = [row for row in await all_of(desk.estate.estate_id) if fits(row)]
    if parsed.text("room"):
        rows = [row for row in rows if await _reported_in(desk, row, parsed.text("room"))]
    if not rows:
        return texts.NOTHING_LISTED
    return texts.list_of([_line(desk, row) for row in rows[:LISTED]], max(0, len(rows) - LISTED))


_NO_MATTERS = frozenset({Status.WITHDRAWN, Status.MERGED})
"""What was none, or is counted as another request."""


async def figures(parsed: Parsed, desk: Desk) -> str:
    """How many were registered and closed in the period, and how many are open now."""
    period = parsed.text("period")
    start, end = _span(period, desk)
    fits = _fits(Parsed(args={**parsed.args, "status": "", "period": ""}), desk)
    rows = [row for row in await desk.work.requests.all(desk.estate.estate_id) if fits(row)]
    if parsed.text("room"):
        rows = [row for row in rows if await _reported_in(desk, row, parsed.text("room"))]
    return texts.figures(
        period or texts.ALL_TIME,
        sum(start <= row.created_at < end and row.status not in _NO_MATTERS for row in rows),
        sum(
            row.status == Status.RESOLVED and row.closed_at is not None and start <= row.closed_at < end for row in rows
        ),
        sum(row.status in OPEN for row in rows),
        sum(_late(desk, row) for row in rows),
    )


def _fits(parsed: Parsed, desk: Desk) -> Fits:
    category, place, to = parsed.text("category"), parsed.text("place"), parsed.text("to")
    start, end = _span(parsed.text("period"), desk)
    status_fits = _status_fits(parsed.text("status"), desk)
    who = desk.message.talker_name if to == "我" else to

    def fits(row: RequestRow) -> bool:
        return (
            status_fits(row)
            and (not category or category in (row.category, *row.labels))
            and (not place or row.place.startswith(place.replace("号楼", "栋").replace("幢", "栋")))
            and (not who or who in row.assignee or who == texts.HOLDER.get(row.holder))
            and start <= row.created_at < end
        )

    return fits


def _status_fits(status: str, desk: Desk) -> Fits:
    match status:
        case "overdue":
            return lambda row: _late(desk, row)
        case "new":
            return lambda row: row.status == Status.REPORTED or desk.now - row.created_at < NEW
        case "urgent":
            return lambda row: row.urgency == "urgent" and row.status in OPEN
        case "in_progress":
            return lambda row: row.status == Status.ACCEPTED
        case "paused":
            return lambda row: clocks.stands_still(row) and row.status in OPEN
        case "ordered" | "resolved" | "declined":
            return lambda row: row.status == status
        case _:
            return lambda row: row.status in OPEN or not status


def _late(desk: Desk, row: RequestRow) -> bool:
    return clocks.is_late(row, desk.now)


async def _reported_in(desk: Desk, row: RequestRow, room: str) -> bool:
    ids = {one.room_id for one in desk.estate.rooms if room in one.name}
    return bool(ids & set(await desk.work.requests.rooms(desk.estate.estate_id, row.number)))


def _line(desk: Desk, row: RequestRow) -> str:
    matter = texts.matter_line(
        row.number, row.category, row.urgency, row.place, row.status, row.assignee, _late(desk, row)
    )
    return matter + _waits(desk, row)


def _waits(desk: Desk, row: RequestRow) -> str:
    """What the request waits for, if its clocks stand still."""
    if clocks.waits_for_reporters(row):
        return texts.WAITS_FOR_REPORTERS
    if not clocks.stands_still(row):
        return ""
    return texts.waits(texts.when(row.paused_until, desk.now, desk.estate.zone) if row.paused_until else "")


def _span(period: str, desk: Desk) -> tuple[datetime, datetime]:
    """The period as times; everything when it is none."""
    now = desk.now.astimezone(desk.estate.zone)
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
    ever = now + timedelta(days=1)
    last_month = (first - timedelta(days=1)).replace(day=1)
    spans = {
        "今天": (today, ever),
        "昨天": (today - timedelta(days=1), today),
        "本周": (monday, ever),
        "上周": (monday - timedelta(days=7), monday),
        "本月": (first, ever),
        "上月": (last_month, first),
        "今年": (first.replace(month=1), ever),
        "去年": (first.replace(year=now.year - 1, month=1), first.replace(month=1)),
    }
    if period in spans:
        return spans[period]
    if period.startswith("近") and period.endswith("天"):
        return now - timedelta(days=int(period[1:-1])), ever
    if len(period) == 7 and period[4] == "-":
        start = first.replace(year=int(period[:4]), month=int(period[5:]))
        return start, (start + timedelta(days=32)).replace(day=1)
    return datetime.min.replace(tzinfo=desk.estate.zone, year=2), ever
