"""The two clocks of every open request: reminders to the holder, then to the committee, one message a room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from handlers import clocks, texts
from handlers.holders import ROOM_OF
from handlers.rules.escalation import SUGGESTS_WHISTLE, TELLS_COMMITTEE, Clock, Stage, begins_to_speak, reached
from handlers.rules.lifecycle import Role, RoomRole
from handlers.schedules.round import Duty, Round
from storage.firings import Due
from storage.tables import RequestRow

GATHERED: Final = timedelta(minutes=45)
"""What falls due so soon is said along with what is due now, so that a room is not reminded line by line."""
_Reached = tuple[RequestRow, Stage]
LINES: Final = 10


async def remind_of_deadlines(round: Round) -> int:
    """Remind of the clocks that are running out or over; returns how many reminders were said.

    At night only urgent requests are spoken of, the rest is gathered in the morning. Of several stages that passed
    while nobody looked the last is said. Nothing is said while a request is paused or waits for its reporter, and
    nothing of a clock that somebody has stopped.
    """
    requests = await _running_out(round)
    due = await _new(round, requests, round.now)
    if due:
        spoken_of = {request.number for request, _ in due}
        due += await _new(round, [one for one in requests if one.number not in spoken_of], round.now + GATHERED)
    lines: dict[RoomRole, list[_Reached]] = defaultdict(list)
    for request, stage in due:
        for role in _rooms(round, request, stage):
            lines[role].append((request, stage))
    for role, told in lines.items():
        await _say(round, role, told)
    return len(due)


async def deadlines_due(round: Round) -> Duty | None:
    """The reminding, if a clock has come to a stage that was not spoken of: mostly none has, and nothing is written."""
    come = [one for request in await _running_out(round) for one in _latest(round, request, round.now)]
    fired = await round.work.firings.fired(round.estate.estate_id, come)
    return remind_of_deadlines if any(one.key not in fired for one in come) else None


async def _running_out(round: Round) -> list[RequestRow]:
    """What may be spoken of now, or is gathered with it."""
    soon = round.now + GATHERED
    requests = await round.work.requests.running_out(
        round.estate.estate_id,
        answer_by=_latest_due(round, Clock.ANSWER, soon),
        resolve_by=_latest_due(round, Clock.RESOLVE, soon),
    )
    return [one for one in requests if one.urgency == "urgent" or not round.is_quiet]


def _latest_due(round: Round, clock: Clock, by: datetime) -> datetime:
    """The latest due date that may be spoken of by then, whatever time the request counts."""
    return max(begins_to_speak(clock, by, calendar) for calendar in (None, clocks.working_time(round.estate)))


def _latest(round: Round, request: RequestRow, by: datetime) -> list[Due]:
    """The latest stage that each of its clocks has come to."""
    return [_due(request, stages[-1]) for stages in _come(round, request, by)]


async def _new(round: Round, requests: Iterable[RequestRow], by: datetime) -> list[_Reached]:
    """The latest stage of each clock by then, if it was not spoken of; those passed over before it never will be."""
    come = [(request, stages) for request in requests for stages in _come(round, request, by)]
    first = await round.first(*(_due(request, stages[-1]) for request, stages in come))
    new = [(request, stages) for request, stages in come if _due(request, stages[-1]).key in first]
    await round.first(*(_due(request, stage, "skipped") for request, stages in new for stage in stages[:-1]))
    return [(request, stages[-1]) for request, stages in new]


def _come(round: Round, request: RequestRow, by: datetime) -> Iterator[list[Stage]]:
    """For each clock that still runs the stages that have come by then, if any, latest last."""
    urgent, calendar = request.urgency == "urgent", clocks.calendar_of(round.estate, request)
    due = {Clock.RESOLVE: request.resolve_due_at}
    if request.answered_at is None:
        due = {Clock.ANSWER: request.answer_due_at, **due}
    for clock, at in due.items():
        if come := reached(clock, request.created_at, at, by, urgent=urgent, calendar=calendar):
            yield come


def _due(request: RequestRow, stage: Stage, outcome: str = "said") -> Due:
    """A clock that was set anew has stages of its own."""
    return Due(f"deadline/{request.number}/{stage.clock}/{stage.step}", _runs_until(request, stage), outcome)


def _runs_until(request: RequestRow, stage: Stage) -> datetime:
    return request.answer_due_at if stage.clock is Clock.ANSWER else request.resolve_due_at


def _rooms(round: Round, request: RequestRow, stage: Stage) -> set[RoomRole]:
    """Who hears of it: the holder, and the committee once it is over or where the holder has no room."""
    holder = ROOM_OF.get(Role(request.holder), RoomRole.COMMITTEE)
    if stage.clock is Clock.ANSWER or not round.estate.rooms_of(holder):
        return {RoomRole.COMMITTEE}
    return {holder, RoomRole.COMMITTEE} if stage.step >= TELLS_COMMITTEE else {holder}


async def _say(round: Round, role: RoomRole, due: list[_Reached]) -> None:
    lines = [_line(round, role, request, stage) for request, stage in _once(due)]
    words = texts.deadlines(lines[:LINES], max(0, len(lines) - LINES))
    number = due[0][0].number if len(due) == 1 else None
    kind = "notice" if any(request.urgency == "urgent" for request, _ in due) else "reminder"
    await round.voice(f"deadlines/{role}", round.now).tell(role, words, kind, number)


def _once(due: Iterable[_Reached]) -> list[_Reached]:
    """One line a request: that of its later clock, urgent requests first."""
    by_number = {request.number: (request, stage) for request, stage in due}
    return sorted(by_number.values(), key=lambda one: (one[0].urgency != "urgent", one[0].number))


def _line(round: Round, role: RoomRole, request: RequestRow, stage: Stage) -> str:
    number, category, place, who = request.number, request.category, request.place, request.assignee
    due = _runs_until(request, stage)
    at, by = texts.when(due, round.now, round.estate.zone), _so_long(round.now - due)
    if due > round.now:
        if stage.clock is Clock.ANSWER:
            return texts.answer_soon(number, category, place, at)
        return texts.resolve_soon(number, category, place, at, who)
    if stage.clock is Clock.ANSWER:
        over = texts.answer_over(number, category, place, by)
        return over if stage.step else texts.answer_due(number, category, place)
    if not stage.step:
        return texts.resolve_due(number, category, place, who)
    over = texts.resolve_over(number, category, place, by, who)
    suggests = role is RoomRole.COMMITTEE and stage.step >= SUGGESTS_WHISTLE and not request.whistled_to
    return over + (texts.could_whistle(number) if suggests else "")


def _so_long(over: timedelta) -> str:
    return texts.so_long(over.days, over.seconds // 3600)
