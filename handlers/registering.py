"""From a reading to a request: a new one, one more report to a known one, or more words to the speaker's own."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers import answering, clocks, holders, matching, texts
from handlers.adding import tell_additions
from handlers.announcing import SAY_AGAIN_AFTER, causes_of, say_together, unsay
from handlers.desk import Desk
from handlers.message import Handled, Outcome
from handlers.rules.danger import life_in_danger, numbers_to_call
from handlers.rules.lifecycle import OPEN, Action, Status
from handlers.rules.merging import Doubt, New, Same
from nlp.reading import Reading, Urgency
from storage.tables import ReportRow, RequestRow

SURE = 0.75
"""From this confidence on the bot speaks in the building group; below it asks the committee only."""

COUNTED_ALOUD = frozenset({3, 10, 30, 100, 300})
"""Households at which a group that knows of the matter hears how many they are."""
NAME_ANEW_AFTER = timedelta(days=3)
"""A matter that a group has not read of for so long is named again to the next household that reports it."""
PICTURES_COME_BEFORE = timedelta(minutes=3)
TOLD_HOUSEHOLDS = frozenset({2, 3, 5, 10, 20, 50, 100, 200, 500})


async def register(desk: Desk, text: str, reading: Reading) -> Handled:
    """Keep a report. Everything it changes and everything said about it is in the desk's transaction.

    Only a sure reading opens again what was resolved; of any other the committee is asked.
    """
    report = matching.report_row(desk, text, reading)
    decision = await matching.find(desk, report)
    known = await desk.request(decision.number) if isinstance(decision, Same) else None
    if known is not None and reading.main not in known.labels and await _names_new_danger(desk, known, report):
        decision, known = New(), None  # a life in danger is no addition to another matter
    if known is not None and (known.status in OPEN or reading.confidence >= SURE):
        return await _join(desk, known, report, reading)
    alike = known.number if known is not None else decision.number if isinstance(decision, Doubt) else None
    request = await _open(desk, text, reading, alike=alike)
    await _keep(desk, request, report)
    await add_pictures_before(desk, request)
    await _say_opened(desk, request, text, reading)
    return Handled(Outcome.REPORT, request.number, reading)


async def add_picture(desk: Desk, request: RequestRow) -> None:
    """A picture that follows the speaker's own report. Only that there is one is kept, and its message's id."""
    request.updated_at = desk.now
    await _keep(desk, request, matching.report_row(desk, "", Reading(), picture=True))
    if clocks.waits_for_reporters(request):
        await answering.take(desk, request, texts.PICTURE)
    await tell_additions(desk, request)


async def add_pictures_before(desk: Desk, request: RequestRow) -> None:
    """The pictures that the speaker sent right before he said what they show."""
    message = desk.message
    before = desk.talk.pictures_before(message.room_id, message.talker_id, message.sent_at, PICTURES_COME_BEFORE)
    for picture in before:
        report = matching.report_row(desk, "", Reading(), picture=True)
        report.message_id, report.said_at = picture.message_id, picture.at
        await _keep(desk, request, report)


async def _open(desk: Desk, text: str, reading: Reading, *, alike: int | None) -> RequestRow:
    urgent = _is_urgent(text, reading)
    answer_due_at, resolve_due_at = clocks.dates(desk.estate, reading.main, urgent, desk.now)
    request = await desk.work.requests.add(
        RequestRow(
            estate_id=desk.estate.estate_id,
            number=0,
            category=reading.main,
            labels=list(reading.labels),
            urgency="urgent" if urgent else "normal",
            place=reading.place.text,
            building=reading.place.building,
            unit=reading.place.unit,
            spot=reading.place.spot or reading.place.level,
            plates=list(reading.plates),
            summary=texts.shortened(text),
            confidence=reading.confidence,
            created_at=desk.now,
            updated_at=desk.now,
            answer_due_at=answer_due_at,
            resolve_due_at=resolve_due_at,
            alike=alike,
        )
    )
    await desk.record(request, Action.REPORT, Status.REPORTED)
    return request


def _is_urgent(text: str, reading: Reading) -> bool:
    """As the reader sees it, or because the report names a danger to life outright."""
    return reading.urgency is Urgency.URGENT or life_in_danger(text)


async def _say_opened(desk: Desk, request: RequestRow, text: str, reading: Reading) -> None:
    """The card to the committee; one line to the group when the reading is sure, and always when life is in danger."""
    call = numbers_to_call(text) if request.urgency == "urgent" else ()
    sure = reading.confidence >= SURE or bool(call)
    answer_by = texts.when(request.answer_due_at, desk.now, desk.estate.zone)
    card = texts.card(
        number=request.number,
        category=request.category,
        urgency=request.urgency,
        place=request.place,
        speaker=desk.message.talker_name,
        room=desk.room.name,
        words=text,
        plates=request.plates,
        answer_by=answer_by,
        sure=sure,
        alike=request.alike,
    )
    await desk.tell_committee(card, "card", request.number)
    if not sure:
        return
    if not call and await _just_read_of_it(desk, request):
        return
    if request.urgency == "urgent":
        line = texts.registered_urgent(request.number, request.category, request.place, answer_by, call)
        await desk.say(desk.room.room_id, line, "alarm", request.number)
    else:
        by = _promised(desk, request, desk.by_day(desk.now))
        await _acknowledge(desk, request, texts.registered(request.number, request.category, request.place, by))


async def _join(desk: Desk, request: RequestRow, report: ReportRow, reading: Reading) -> Handled:
    """One more report, or more words of one who reported already."""
    households = await desk.work.requests.reporters(desk.estate.estate_id, request.number)
    rooms = await desk.work.requests.rooms(desk.estate.estate_id, request.number)
    new_danger = await _names_new_danger(desk, request, report)
    await _keep(desk, request, report)
    await add_pictures_before(desk, request)
    now = await desk.work.requests.reporters(desk.estate.estate_id, request.number)
    more_urgent = new_danger or (_is_urgent(report.text, reading) and request.urgency != "urgent")
    if more_urgent and clocks.stands_still(request):
        await desk.move(request, Action.RESUME, texts.shortened(report.text))
    _learn(desk, request, reading, named=any(report.said), more_urgent=more_urgent)
    if request.status in OPEN and desk.book.differs(request):
        await desk.move(request, Action.ADD, texts.shortened(report.text))
    if request.status not in OPEN:
        await _reopen(desk, request, report.text)
    elif more_urgent:
        await _say_urgent(desk, request, report.text)
    elif now == households and clocks.waits_for_reporters(request):
        await answering.take(desk, request, report.text)
    else:
        await _tell_committee(desk, request, report.text, new_household=now > households, households=now)
    if now > households and not more_urgent:
        await _tell_group(desk, request, households=now, new_room=desk.room.room_id not in rooms)
    return Handled(Outcome.JOINED if now > households else Outcome.ADDITION, request.number, reading)


async def _names_new_danger(desk: Desk, request: RequestRow, report: ReportRow) -> bool:
    """Whether it calls for a number that nothing said on the request so far called for: nobody may miss that."""
    if not life_in_danger(report.text):
        return False
    earlier = await desk.work.requests.reports(desk.estate.estate_id, [request.number])
    known = {number for row in earlier if life_in_danger(row.text) for number in numbers_to_call(row.text)}
    return not set(numbers_to_call(report.text)) <= known


def _learn(desk: Desk, request: RequestRow, reading: Reading, *, named: bool, more_urgent: bool) -> None:
    """What a further report adds to the request: a place that it names where none was known, plates, urgency.

    Where its speaker lives says nothing of where the matter is that others reported.
    """
    request.updated_at = desk.now
    if not request.place and reading.place and named:
        request.place = reading.place.text
        request.building, request.unit = reading.place.building, reading.place.unit
        request.spot = reading.place.spot or reading.place.level
    request.plates = request.plates + [plate for plate in reading.plates if plate not in request.plates]
    if more_urgent:
        request.urgency = "urgent"
        answer_due_at, resolve_due_at = clocks.dates(desk.estate, request.category, True, desk.now)
        request.answer_due_at = min(request.answer_due_at, answer_due_at)
        request.resolve_due_at = min(request.resolve_due_at, resolve_due_at)


async def _reopen(desk: Desk, request: RequestRow, text: str) -> None:
    """It was resolved and happened again."""
    before = await holders.rooms_outside(desk.book, request)
    await desk.move(request, Action.REOPEN, texts.shortened(text), whistled_to="")
    await unsay(desk, request, await causes_of(desk, request, Action.RESOLVE, Action.DECLINE, Action.ANSWER))
    await holders.tell_reopened(desk, request, before)
    line = texts.happened_again(request.number, request.category, request.place, desk.message.talker_name, text)
    await desk.tell_committee(line, "card", request.number)


async def _say_urgent(desk: Desk, request: RequestRow, text: str) -> None:
    """The committee and whoever holds it hear it at once; the group only what it does not know.

    That is whom to call, or that it is registered.
    """
    line = texts.now_urgent(request.number, request.category, request.place, desk.message.talker_name, text)
    await desk.tell_committee(line, "card", request.number)
    there = texts.now_urgent_there(request.number, request.category, request.place, text)
    await holders.tell(desk, request, (), there)
    call = numbers_to_call(text)
    if not call and await _said_lately(desk, request.number, NAME_ANEW_AFTER):
        return
    answer_by = _promised(desk, request, desk.now)
    group = texts.registered_urgent(request.number, request.category, request.place, answer_by, call)
    await desk.say(desk.room.room_id, group, "alarm", request.number)


async def _tell_committee(desk: Desk, request: RequestRow, text: str, *, new_household: bool, households: int) -> None:
    """New households at 2, 3, 5, 10 ...; further words of the same people at most once in ten minutes."""
    if not new_household:
        await tell_additions(desk, request, text)
    elif households in TOLD_HOUSEHOLDS:
        line = texts.more_reports(request.number, households, desk.message.talker_name, desk.room.name, text)
        await desk.tell_committee(line, "reply", request.number)


async def _tell_group(desk: Desk, request: RequestRow, *, households: int, new_room: bool) -> None:
    """Later reporters are counted, not lectured: one line when it tells the group something, not beside another."""
    if not new_room and await _said_lately(desk, request.number, SAY_AGAIN_AFTER):
        return
    if new_room or households in COUNTED_ALOUD or not await _said_lately(desk, request.number, NAME_ANEW_AFTER):
        line = texts.joined(request.number, request.category, request.place, households, request.status)
        await _acknowledge(desk, request, line)


def _promised(desk: Desk, request: RequestRow, said_at: datetime) -> str:
    """By when the group is promised an answer in a line said at `said_at`; "" when that time is over by then."""
    due = request.answer_due_at
    return texts.when(due, said_at, desk.estate.zone) if due > said_at else ""


async def _just_read_of_it(desk: Desk, request: RequestRow) -> bool:
    """Whether it may be what the group has just read of: the committee is asked, the group is not told again."""
    alike = await desk.request(request.alike) if request.alike is not None else None
    if alike is None or alike.category != request.category:
        return False
    return await _said_lately(desk, alike.number, SAY_AGAIN_AFTER)


async def _said_lately(desk: Desk, number: int, within: timedelta) -> bool:
    """Whether the group has read of that request in that time."""
    outbox, since = desk.work.outbox, desk.now - within
    return await outbox.last_in_room(desk.estate.estate_id, desk.room.room_id, number, since) is not None


async def _acknowledge(desk: Desk, request: RequestRow, line: str) -> None:
    """By day, and with whatever else waits to be said in the group."""
    await say_together(desk, desk.room.room_id, line, "acknowledgement", request.number, desk.now)


async def _keep(desk: Desk, request: RequestRow, report: ReportRow) -> None:
    report.number = request.number
    await desk.work.requests.add_report(report)
