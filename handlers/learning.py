"""What a correction teaches: 改类, “不是”, 合并 and 不予受理 as lessons in the same transaction, and what they come to.

The words are those of the first report that the correction bears on; what was said in it stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from handlers.audit import standing
from handlers.desk import Desk
from handlers.registering import SURE
from handlers.rules.lifecycle import Action
from nlp.learning import Corrections, Lesson, confirmation, lesson, together
from nlp.reading import NONE, Urgency
from storage.tables import EventRow, LessonRow, ReportRow, RequestRow

CLEAR = 0.95
"""Confidence from which a request that its reporter takes back was no misreading: he changed his mind."""

_TEACHES: Final = frozenset({Action.RECLASSIFY, Action.DECLINE, Action.REOPEN, Action.MERGE})
_UNDONE_BY: Final = {"reclassified": Action.RECLASSIFY, "not_a_request": Action.REOPEN, "confirmed": None}
"""Kind of lesson -> what undoes it when it is done to the request later."""

_NEVER_WAS = re.compile(r"误报|误判|误登|不是(?:诉求|投诉|报修|反映)|不算(?:诉求|投诉)|闲聊|聊天|开玩笑|玩笑话|广告")
"""Reasons to decline that say the bot took for a request what was none."""
_NO_LONGER = re.compile(r"撤|取消|不用|别登记|说错")
"""Ways of taking a report back that say nothing about how it was read."""


async def reclassified(desk: Desk, request: RequestRow) -> None:
    """The committee gave the request another category. Giving it back the one it was read as undoes the lesson."""
    await desk.work.lessons.undo(desk.estate.estate_id, request.number, "reclassified")
    report = await _first_report(desk, request.number)
    if report is not None and report.labels[0] != request.category:
        await _teach(desk, "reclassified", report, _lesson(desk, report, request.category))


async def declined(desk: Desk, request: RequestRow, reason: str) -> None:
    """The committee does not take the request on; a lesson only where the reason says that it never was one."""
    report = await _first_report(desk, request.number) if _NEVER_WAS.search(reason) else None
    if report is not None:
        await _teach(desk, "not_a_request", report, _lesson(desk, report, NONE))


async def taken_back(desk: Desk, number: int) -> None:
    """The reporter says that it is not so. A clear request or a danger is not unlearned on one resident's word."""
    if _NO_LONGER.search(desk.message.text):
        return
    report = await _first_report(desk, number, desk.message.talker_id)
    if report is None:
        return
    reading = desk.reader.read(report.text)
    if reading.urgency is Urgency.URGENT or (reading.is_request and reading.confidence >= CLEAR):
        return
    await _teach(desk, "not_a_request", report, _lesson(desk, report, NONE))


async def reopened(desk: Desk, number: int) -> None:
    """It was a request after all."""
    await desk.work.lessons.undo(desk.estate.estate_id, number, "not_a_request")


async def taken_back_by_committee(desk: Desk, event: EventRow) -> None:
    """What a command had taught is unlearned with it, and what it had undone counts again.

    `event` was taken back: the history tells so. A lesson was taught at the moment of its event.
    """
    if event.action not in _TEACHES:
        return
    history = await desk.work.requests.events(desk.estate.estate_id, event.number)
    counting = standing(history)
    gone = {one.at for one in history} - {one.at for one in counting}
    for taught in await desk.work.lessons.of_request(desk.estate.estate_id, event.number, _UNDONE_BY):
        later = {one.action for one in counting if one.at > taught.at}
        desk.work.lessons.count(taught, counts=taught.at not in gone and _UNDONE_BY[taught.kind] not in later)


async def merged(desk: Desk, request: RequestRow, into: RequestRow) -> None:
    """The committee put together what the card had asked about: what was read is right, or what `into` is."""
    if into.number != request.alike and request.number != into.alike:
        return
    report = await _first_report(desk, request.number)
    if report is None:
        return
    if into.category not in report.labels:
        await _teach(desk, "confirmed", report, _lesson(desk, report, into.category))
    elif request.confidence < SURE:
        await _teach(desk, "confirmed", report, confirmation(desk.reader, report.text, into.category))


def live(rows: Iterable[LessonRow]) -> list[LessonRow]:
    """The lessons that count, oldest first, each with the words that were not forgotten later. The rows stay as is."""
    kept: list[LessonRow] = []
    for row in rows:
        if row.kind == "forgotten":
            kept = [_without(one, row.words) for one in kept]
        elif not row.undone:
            kept.append(row)
    return [row for row in kept if row.words]


def learned(rows: Iterable[LessonRow]) -> Corrections:
    """What an estate's lessons, oldest first, come to."""
    return together(row.words for row in live(rows))


def _without(row: LessonRow, forgotten: Iterable[str]) -> LessonRow:
    gone = set(forgotten)
    if gone.isdisjoint(row.words):
        return row
    return LessonRow(**row.model_dump() | {"words": {word: row.words[word] for word in row.words if word not in gone}})


def _lesson(desk: Desk, report: ReportRow, right: str) -> Lesson:
    return lesson(desk.reader, report.text, right, desk.reader.known)


async def _first_report(desk: Desk, number: int, talker_id: str = "") -> ReportRow | None:
    """The first report in words on a request, by anybody or by that person."""
    reports = await desk.work.requests.reports(desk.estate.estate_id, [number])
    said = (one for one in reports if not one.picture and talker_id in ("", one.talker_id))
    return next(said, None)


async def _teach(desk: Desk, kind: str, report: ReportRow, words: Lesson) -> None:
    if not words:
        return
    await desk.work.lessons.add(
        LessonRow(
            estate_id=desk.estate.estate_id,
            id=0,
            at=desk.now,
            who_id=desk.message.talker_id,
            who_name=desk.message.talker_name,
            kind=kind,
            number=report.number,
            message_ids=[report.message_id],
            words=words,
        )
    )
