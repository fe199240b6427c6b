"""Looking: 查看 one request, 待办 and other lists, 统计."""

from __future__ import annotations

from handlers.commands.declare import command
from handlers.commands.figures import figures
from handlers.commands.language.parsed import Parsed
from handlers.commands.overview import list_matching, shown
from handlers.desk import Desk


@command(
    "查看",
    also="查询 详情 查单 看单",
    intent="show",
    example="查看 12",
    about="一件诉求的来龙去脉",
)
async def show(parsed: Parsed, desk: Desk) -> None:
    """The request and what happened to it."""
    await desk.reply("\n\n".join([await shown(desk, number) for number in parsed.tickets]))


@command(
    "待办",
    also="列表 清单 待办列表",
    intent="list",
    example="待办",
    about="还没办结的;也可以说“超期的有哪些”“停车的单子”“小何的单子”“3栋的单子”",
    requires=(),
)
async def todo(parsed: Parsed, desk: Desk) -> None:
    """The requests that fit what was asked."""
    await list_matching(parsed, desk)


@command(
    "统计",
    also="报表 汇总",
    intent="stats",
    example="本周统计",
    about="登记、办结、按时率和满意户数,也可以按类别",
    requires=(),
)
async def stats(parsed: Parsed, desk: Desk) -> None:
    """Figures of a period."""
    await desk.reply(await figures(parsed, desk))
