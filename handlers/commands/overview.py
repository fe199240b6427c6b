"""What the committee looks at: one request with its history, and lists of requests."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from handlers import clocks, ledger, texts
from handlers.commands.asking import ask
from handlers.commands.language.parsed import Parsed
from handlers.commands.periods import span
from handlers.desk import Desk
from handlers.rooms import rooms_named
from handlers.rules.lifecycle import OPEN, Status
from storage.tables import EventRow, RequestRow

LISTED = 15
"""Requests on one page of a list: what a phone shows without much thumbing."""
EVENTS_SHOWN = 8

Fits = Callable[[RequestRow], bool]


async def shown(desk: Desk, number: int) -> str:
    """The request, its reporters and pictures counted, who holds it since when, and what happened last."""
    request = await desk.request(number)
    if request is None:
        return texts.no_such_request(number)
    estate_id, zone = desk.estate.estate_id, desk.estate.zone
    households = await desk.work.requests.reporters(estate_id, number)
    due = texts.when(clocks.expected(desk.estate, request, desk.now), desk.now, zone)
    numbers = [number, *await desk.work.requests.absorbed(estate_id, number)]
    pictures = sum(report.picture for report in await desk.work.requests.reports(estate_id, numbers))
    events = await desk.work.requests.events(estate_id, number)
    head = texts.shown_head(line(desk, request), households, pictures, due, request.summary)
    history = [
        texts.event_line(texts.when(event.at, desk.now, zone), event.who_name, event.action, event.note)
        for event in events[-EVENTS_SHOWN:]
    ]
    so_far = [told] if (told := ledger.told(desk.estate, request, events, desk.now)) else []
    return "\n".join([head, *_held(desk, request, events), *so_far, *history])


async def list_matching(parsed: Parsed, desk: Desk) -> None:
    """Answer with one page of the requests that fit, oldest first; the next line may ask for the next page."""
    rows = await matching(parsed, desk)
    page = max(1, int(parsed.args.get("page", 1)))
    there, more = rows[(page - 1) * LISTED : page * LISTED], max(0, len(rows) - page * LISTED)
    if not there:
        await desk.reply(texts.NOTHING_LISTED if not rows else texts.NO_SUCH_PAGE)
        return
    text = texts.list_of([line(desk, row) for row in there], len(rows), more)
    if more:
        await ask(desk, "待办", {**parsed.args, "page": page + 1}, "more", text)
    else:
        await desk.reply(text)


async def matching(parsed: Parsed, desk: Desk) -> list[RequestRow]:
    """The requests that fit what was asked; the open ones when neither a state nor a period was named."""
    status = parsed.text("status")
    closed = status in ("resolved", "declined", "answered")
    all_of = desk.work.requests.all if closed or parsed.text("period") else desk.work.requests.open
    fits = _fits(parsed, desk)
    rows = [row for row in await all_of(desk.estate.estate_id) if fits(row)]
    return await reported_in(desk, rows, parsed.text("room"))


async def reported_in(desk: Desk, rows: list[RequestRow], fragment: str) -> list[RequestRow]:
    """Those that were reported in one of the groups the fragment names; all of them without a fragment."""
    if not fragment:
        return rows
    meant = [room.room_id for room in rooms_named(desk.estate, fragment)]
    there = await desk.work.requests.reported_in(desk.estate.estate_id, meant)
    return [row for row in rows if row.number in there]


def about(parsed: Parsed, desk: Desk) -> Fits:
    """Whether a request is of the category, place and person that were named."""
    category, to = parsed.text("category"), parsed.text("to")
    place = parsed.text("place").replace("号楼", "栋").replace("幢", "栋")
    who = desk.message.talker_name if to == "我" else to

    def fits(row: RequestRow) -> bool:
        return (
            (not category or category in (row.category, *row.labels))
            and (not place or row.place.startswith(place) or row.building == place)
            and (not who or who in row.assignee or who in texts.HOLDER.get(row.holder, ""))
        )

    return fits


def late(desk: Desk, row: RequestRow) -> bool:
    """Is somebody past the time by which it was to be done?"""
    return clocks.is_late(row, desk.now)


def line(desk: Desk, row: RequestRow) -> str:
    """The request in one line of a list."""
    return texts.matter_line(
        row.number, row.category, row.urgency, row.place, row.status, row.assignee, late(desk, row)
    ) + _waits(desk, row)


def _fits(parsed: Parsed, desk: Desk) -> Fits:
    start, end = span(parsed.text("period"), desk.now.astimezone(desk.estate.zone))
    status_fits, about_it = _status_fits(parsed.text("status"), desk), about(parsed, desk)
    return lambda row: status_fits(row) and about_it(row) and start <= row.created_at < end


def _status_fits(status: str, desk: Desk) -> Fits:
    match status:
        case "overdue":
            return lambda row: late(desk, row)
        case "new":
            return lambda row: row.status == Status.REPORTED
        case "urgent":
            return lambda row: row.urgency == "urgent" and row.status in OPEN
        case "in_progress":
            return lambda row: row.status == Status.ACCEPTED
        case "paused":
            return lambda row: clocks.stands_still(row) and row.status in OPEN
        case "ordered" | "resolved" | "declined" | "answered":
            return lambda row: row.status == status
        case _:
            return lambda row: row.status in OPEN or not status


def _waits(desk: Desk, row: RequestRow) -> str:
    """What the request waits for, if its clocks stand still."""
    if clocks.waits_for_reporters(row):
        return texts.WAITS_FOR_REPORTERS
    if not clocks.stands_still(row):
        return ""
    return texts.waits(texts.when(row.paused_until, desk.now, desk.estate.zone) if row.paused_until else "")


def _held(desk: Desk, request: RequestRow, events: Sequence[EventRow]) -> list[str]:
    """Who holds an open request since when."""
    if request.status not in OPEN:
        return []
    given = [event.at for event in events if {"holder", "assignee"} & set(event.changes)]
    since = texts.when(given[-1] if given else request.created_at, desk.now, desk.estate.zone)
    return [texts.held(texts.HOLDER[request.holder], request.assignee, since, request.whistled_to)]
