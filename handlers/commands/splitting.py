"""拆分: reports that are another matter become a request of their own."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import clocks, texts
from handlers.commands.applying import UserMistake, announce
from handlers.commands.asking import ask
from handlers.commands.declare import command
from handlers.commands.language.parsed import Parsed
from handlers.desk import Desk
from handlers.rules.lifecycle import OPEN, Action, IllegalMove, Status
from storage.tables import EventRow, ReportRow, RequestRow

WORD = "拆分"
LISTED = 20


@command(
    WORD,
    also="分拆 拆单 分单",
    intent="split",
    example="拆分 12 2、3",
    about="不是同一件事的几条反映分出来,另立一单",
)
async def split(parsed: Parsed, desk: Desk) -> None:
    """Make a new request of the named reports; without names show them with numbers and ask."""
    number = parsed.tickets[0]
    request = await desk.request(number)
    if request is None:
        raise UserMistake(texts.no_such_request(number))
    if request.status not in OPEN:
        raise UserMistake(texts.cannot(number, request.status, texts.ACTION[Action.SPLIT]))
    numbers = [number, *await desk.work.requests.absorbed(desk.estate.estate_id, number)]
    reports = await desk.work.requests.reports(desk.estate.estate_id, numbers)
    told = [report for report in reports if not report.picture]
    if len(told) < 2:
        raise UserMistake(texts.nothing_to_split(number))
    parts = [part for part in parsed.args.get("parts", ()) if part <= len(told)]
    if not parts:
        await ask(desk, WORD, parsed.args, "parts", texts.which_leave(number, _lines(desk, told[:LISTED])))
        return
    if len(parts) == len(told):
        raise UserMistake(texts.one_has_to_stay(number))
    leaving = [told[part - 1] for part in sorted(parts)]
    staying = [report for report in told if report not in leaving]
    await _split(desk, request, [*leaving, *_pictures_of(reports, leaving, staying)], staying)


async def _split(desk: Desk, request: RequestRow, leaving: Sequence[ReportRow], staying: Sequence[ReportRow]) -> None:
    new = await desk.work.requests.add(_made_of(desk, request, leaving[0]))
    named = {plate for report in staying for plate in report.plates}
    changes = {
        "summary": texts.shortened(staying[0].text),
        "plates": [plate for plate in request.plates if plate in named],
    }
    try:
        await desk.move(request, Action.SPLIT, texts.split_off(new.number, len(leaving)), **changes)
    except IllegalMove as refused:
        raise UserMistake(texts.cannot(request.number, refused.status, texts.ACTION[Action.SPLIT])) from refused
    left, kept = _numbers(leaving), _numbers(staying)
    for report in leaving:
        report.number = new.number
    history = await desk.work.requests.events(desk.estate.estate_id, request.number)
    _note_reports(history[-1], kept | left, kept)
    made = await desk.record(new, Action.SPLIT, Status.REPORTED, texts.split_from(request.number))
    _note_reports(made, left, _numbers(leaving))
    await _tell(desk, request, new, leaving)
    await desk.reply(texts.done_split(request.number, new.number, len(leaving)), request.number)


def _numbers(reports: Sequence[ReportRow]) -> dict[str, int]:
    """Report id, as a key of JSON -> the number of the request that it is on."""
    return {str(report.id): report.number for report in reports}


def _note_reports(event: EventRow, before: dict[str, int], after: dict[str, int]) -> None:
    """Which request the reports were on and are on, beside the request's fields, so that it can be undone."""
    event.changes = {**event.changes, "reports": [before, after]}


def _made_of(desk: Desk, request: RequestRow, report: ReportRow) -> RequestRow:
    """A request as its first report tells it; what that does not tell is as it was on the old one."""
    reading = desk.reader.read(report.text)
    category = reading.main if reading.is_request else request.category
    place = reading.place
    answer_due_at, resolve_due_at = clocks.dates(desk.estate, category, request.urgency == "urgent", desk.now)
    return RequestRow(
        estate_id=desk.estate.estate_id,
        number=0,
        category=category,
        labels=list(reading.labels) if reading.is_request else list(request.labels),
        urgency=request.urgency,
        place=place.text or request.place,
        building=place.building if place else request.building,
        unit=place.unit if place else request.unit,
        spot=(place.spot or place.level) if place else request.spot,
        plates=list(report.plates),
        summary=texts.shortened(report.text),
        confidence=reading.confidence,
        created_at=report.said_at,
        updated_at=desk.now,
        answer_due_at=answer_due_at,
        resolve_due_at=resolve_due_at,
    )


async def _tell(desk: Desk, request: RequestRow, new: RequestRow, leaving: Sequence[ReportRow]) -> None:
    """The card of the new request, and one line in each room that reported it."""
    first = leaving[0]
    room = desk.estate.room(first.room_id)
    answer_by = texts.when(new.answer_due_at, desk.now, desk.estate.zone)
    card = texts.card(
        number=new.number, category=new.category, urgency=new.urgency, place=new.place, speaker=first.talker_name,
        room=room.name if room else "", words=first.text, plates=new.plates, answer_by=answer_by, sure=True, alike=None,
    )  # fmt: skip
    await desk.tell_committee(card, "card", new.number)
    words = texts.split_told(request.number, new.number, new.category, new.place, answer_by)
    await announce(desk, new, words, apart=True)


def _pictures_of(
    reports: Sequence[ReportRow], leaving: Sequence[ReportRow], staying: Sequence[ReportRow]
) -> list[ReportRow]:
    """The pictures of those who have no more words on the old request."""
    gone = {report.talker_id for report in leaving} - {report.talker_id for report in staying}
    return [report for report in reports if report.picture and report.talker_id in gone]


def _lines(desk: Desk, reports: Sequence[ReportRow]) -> list[str]:
    rooms = {room.room_id: room.name for room in desk.estate.rooms}
    return [
        texts.report_line(place, report.talker_name, rooms.get(report.room_id, ""), report.text)
        for place, report in enumerate(reports, 1)
    ]
