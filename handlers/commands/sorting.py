"""Putting requests right: 合并 those of one matter, 改类 into another category, 改急 and 不急."""

from __future__ import annotations

from handlers import clocks, learning, texts
from handlers.commands.applying import UserMistake, announce, each, tell_holder
from handlers.commands.declare import command
from handlers.commands.language.parsed import Parsed
from handlers.desk import Desk
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
        await desk.reply(
            texts.no_such_request(into) if target is None else texts.cannot(into, target.status, "并入别的单")
        )
        return

    async def step(request: RequestRow) -> str:
        if request.number == into:
            raise UserMistake(texts.into_itself(into))
        await desk.move(request, Action.MERGE, texts.merged_into(into), merged_into=into)
        await learning.merged(desk, request, target)
        await _pass_on(desk, request.number, into)
        await desk.record(target, Action.MERGE, Status(target.status), texts.took_in(request.number))
        words = texts.merged(request.number, into, request.category, request.place)
        await announce(desk, request, words, if_named=True, apart=True)
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
        answer, resolve = clocks.dates(desk.estate, request.category, True, desk.now)
        await desk.move(
            request,
            Action.PRIORITISE,
            texts.made_urgent(note),
            urgency="urgent",
            answer_due_at=min(request.answer_due_at, answer),
            resolve_due_at=min(request.resolve_due_at, resolve),
        )
        due = texts.when(request.resolve_due_at, desk.now, desk.estate.zone)
        words = texts.hurried(request.number, request.category, request.place, due, note)
        await tell_holder(desk, request, request.holder, words)
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
    """The request is not urgent; its clocks run as if it had never been, and never sooner than they did."""

    async def step(request: RequestRow) -> str:
        if request.urgency != "urgent" and request.status in OPEN:
            raise UserMistake(texts.is_already(request.number, "normal"))
        answer, resolve = clocks.dates(desk.estate, request.category, False, request.created_at)
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


async def _pass_on(desk: Desk, number: int, into: int) -> None:
    """What had been merged into `number` belongs to `into` from now on."""
    for absorbed in await desk.work.requests.absorbed(desk.estate.estate_id, number):
        earlier = await desk.request(absorbed)
        if earlier is not None:
            earlier.merged_into = into
            await desk.record(earlier, Action.MERGE, Status(earlier.status), texts.merged_into(into))
