"""Putting requests right: 合并 those of one matter, 改类 into another category."""

from __future__ import annotations

from handlers import learning, texts
from handlers.commands.applying import UserMistake, announce, each
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
        await desk.move(request, Action.MERGE, texts.merged_into(into))
        request.merged_into = into
        await learning.merged(desk, request, target)
        await _pass_on(desk, request.number, into)
        await desk.record(target, Action.MERGE, Status(target.status), texts.took_in(request.number))
        await announce(desk, request, texts.merged(request.number, into, request.category, request.place))
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
        request.category = category
        request.labels = [category, *(label for label in request.labels if label not in (category, before))]
        await desk.move(request, Action.RECLASSIFY, texts.done_reclassify(before, category))
        if category != before:
            await learning.reclassified(desk, request)
            desk.talk.reclassify((room.room_id for room in desk.estate.rooms), request.number, category)
        return texts.done_reclassify(before, category)

    await each(desk, parsed.tickets, step)


async def _pass_on(desk: Desk, number: int, into: int) -> None:
    """What had been merged into `number` belongs to `into` from now on."""
    for absorbed in await desk.work.requests.absorbed(desk.estate.estate_id, number):
        earlier = await desk.request(absorbed)
        if earlier is not None:
            earlier.merged_into = into
