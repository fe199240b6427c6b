"""Putting requests right: 合并 those of one matter, 改类 into another category, 改急 and 不急."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import clocks, holders, learning, texts
from handlers.commands.applying import UserMistake, announce, each
from handlers.commands.declare import command
from handlers.commands.language.parsed import Parsed
from handlers.desk import Desk
from handlers.estate import Room
from handlers.rules.lifecycle import OPEN, Action, Status
from storage.tables import RequestRow


@command(
    "合并",
    also="并案 并单 合单 归并",
    intent="merge",
    example="合并 15 到 12",
    about="同一件事的两张单并成一张,留后面那张",
    requires=("tickets", "into"),
)
async def merge(parsed: Parsed, desk: Desk) -> None:
    """Put requests together. Of two without a word on which stays, the first named stays."""
    numbers = parsed.tickets
    into = parsed.args.get("into")
    if into is None:
        into, *numbers = numbers
    target = await desk.request(into)
    if target is None or target.status not in OPEN:
        await desk.reply(texts.no_such_request(into) if target is None else _cannot_take_in(target, numbers))
        return

    async def step(request: RequestRow) -> str:
        if request.number == into:
            raise UserMistake(texts.into_itself(into))
        before, still = await holders.rooms_outside(desk.book, request), clocks.stands_still(request)
        await desk.move(request, Action.MERGE, texts.merged_into(into), merged_into=into)
        await learning.merged(desk, request, target)
        await _pass_on(desk, request.number, into)
        more_urgent = request.urgency == "urgent" and target.urgency != "urgent"
        if more_urgent and clocks.stands_still(target):
            await desk.move(target, Action.RESUME, texts.took_in(request.number))
        _take_over(request, target, dates=not still)
        await desk.record(target, Action.MERGE, Status(target.status), texts.took_in(request.number))
        words = texts.merged(request.number, into, request.category, request.place)
        await announce(desk, request, words, if_named=True, apart=True)
        await _tell_holders(desk, request, target, before, more_urgent=more_urgent)
        return texts.done_merge(into)

    await each(desk, numbers, step)


@command(
    "改类",
    also="改类别 改分类 重新分类 改类型",
    intent="reclassify",
    example="12 改类 消防通道",
    about="机器人分错了类",
    requires=("tickets", "category"),
)
async def reclassify(parsed: Parsed, desk: Desk) -> None:
    """Give the request its right category."""
    category = str(parsed.args["category"])

    async def step(request: RequestRow) -> str:
        before = request.category
        labels = [category, *(label for label in request.labels if label not in (category, before))]
        await desk.move(
            request, Action.RECLASSIFY, texts.done_reclassify(before, category), category=category, labels=labels
        )
        if category != before:
            await learning.reclassified(desk, request)
            desk.talk.reclassify((room.room_id for room in desk.estate.rooms), request.number, category)
        return texts.done_reclassify(before, category)

    await each(desk, parsed.tickets, step)


@command(
    "改急",
    also="改紧急 改加急 标急",
    intent="prioritise",
    example="12 改急",
    about="按紧急办,期限跟着提前",
    rest="note",
)
async def hurry(parsed: Parsed, desk: Desk) -> None:
    """The request is urgent; its clocks run from now on as those of an urgent one, and never later than they did."""
    note = parsed.text("note")

    async def step(request: RequestRow) -> str:
        if request.urgency == "urgent" and request.status in OPEN:
            raise UserMistake(texts.is_already(request.number, "urgent"))
        before = await holders.rooms_outside(desk.book, request)
        answer, resolve = clocks.dates(desk.estate, request.category, True, desk.now)
        await desk.move(
            request,
            Action.PRIORITISE,
            texts.made_urgent(note),
            urgency="urgent",
            answer_due_at=min(request.answer_due_at, answer),
            resolve_due_at=min(request.resolve_due_at, resolve),
        )
        due = _shown_due(desk, request)
        words = texts.hurried(request.number, request.category, request.place, due, note)
        await holders.tell(desk, request, before, words)
        return texts.done_hurry(due)

    await each(desk, parsed.tickets, step)


@command(
    "不急",
    also="改不急 改普通 取消紧急 取消加急",
    intent="prioritise",
    example="12 不急",
    about="不算紧急,按平常的期限办",
    says="不紧急",
)
async def calm(parsed: Parsed, desk: Desk) -> None:
    """The request is not urgent; its clocks run as if they had been started so, and never sooner than they did."""

    async def step(request: RequestRow) -> str:
        if request.urgency != "urgent" and request.status in OPEN:
            raise UserMistake(texts.is_already(request.number, "normal"))
        events = await desk.work.requests.events(desk.estate.estate_id, request.number)
        answer, resolve = clocks.dates(desk.estate, request.category, False, clocks.started_at(request, events))
        await desk.move(
            request,
            Action.PRIORITISE,
            texts.MADE_CALM,
            urgency="normal",
            answer_due_at=max(request.answer_due_at, answer),
            resolve_due_at=max(request.resolve_due_at, resolve),
        )
        due = texts.when(request.resolve_due_at, desk.now, desk.estate.zone)
        return texts.done_calm(due)

    await each(desk, parsed.tickets, step)


def _cannot_take_in(target: RequestRow, numbers: Sequence[int]) -> str:
    """Why nothing can be merged into a request that is closed, and what can be done instead."""
    if target.merged_into is None:
        return texts.takes_nothing_in(target.number, target.status)
    return texts.goes_on_in(target.number, target.merged_into, texts.merge_instead(numbers, target.merged_into))


def _shown_due(desk: Desk, request: RequestRow) -> str:
    """By when it is to be resolved; "" when that is over."""
    due = request.resolve_due_at
    return texts.when(due, desk.now, desk.estate.zone) if due > desk.now else ""


def _take_over(request: RequestRow, target: RequestRow, *, dates: bool) -> None:
    """What is known of the merged request holds for the other: urgency, earlier dates, the whistle, plates."""
    if request.urgency == "urgent":
        target.urgency = "urgent"
    if dates:
        target.answer_due_at = min(target.answer_due_at, request.answer_due_at)
        target.resolve_due_at = min(target.resolve_due_at, request.resolve_due_at)
    target.whistled_to = target.whistled_to or request.whistled_to
    target.plates = target.plates + [plate for plate in request.plates if plate not in target.plates]


async def _tell_holders(
    desk: Desk, request: RequestRow, target: RequestRow, before: Sequence[Room], *, more_urgent: bool
) -> None:
    """Who had the merged request hears where it goes on, who has the other in hand that it is urgent now."""
    holder = await holders.holder_of(desk.book, target)
    words = texts.merged_there(request.number, target.number, request.category, request.place, holder)
    await holders.tell(desk, request, before, words, gone=words)
    if more_urgent:
        due = _shown_due(desk, target)
        words = texts.hurried(target.number, target.category, target.place, due, texts.took_in(request.number))
        await holders.tell(desk, target, (), words)


async def _pass_on(desk: Desk, number: int, into: int) -> None:
    """What had been merged into `number` belongs to `into` from now on."""
    for absorbed in await desk.work.requests.absorbed(desk.estate.estate_id, number):
        earlier = await desk.request(absorbed)
        if earlier is not None:
            earlier.merged_into = into
            await desk.record(earlier, Action.MERGE, Status(earlier.status), texts.merged_into(into))
