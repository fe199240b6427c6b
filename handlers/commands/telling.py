"""Words on the way: 进展 is told to the reporters, 备注 stays with the committee."""

from __future__ import annotations

from handlers import texts
from handlers.commands.applying import announce, each, tell_committee_elsewhere
from handlers.commands.declare import STAFF, command
from handlers.commands.language.parsed import Parsed
from handlers.desk import Desk
from handlers.rules.lifecycle import Action
from storage.tables import RequestRow


@command(
    "进展",
    also=(
        "更新进展 更新 跟进 进度更新 反馈 同步 最新进展 处理进展 进展如下 更新一下 通报进展 答复进展 进度 "
        "跟进情况 情况更新"
    ),
    intent="progress",
    example="12 进展 配件已下单,三天到",
    about="办到哪一步,会说给反映人",
    says="有进展 有新进展 最新情况 情况说明 跟一下进展",
    tells="处理中 办理中 正在处理 正在办理 在办 在处理 在修 在修了 在弄 在弄了 跟进中 维修中 施工中",
    needs=STAFF,
    requires=("tickets", "note"),
    rest="note",
)
async def progress(parsed: Parsed, desk: Desk) -> None:
    """Tell the reporters how it goes."""
    note = parsed.text("note")

    async def step(request: RequestRow) -> str:
        await desk.move(request, Action.PROGRESS, note)
        await announce(desk, request, texts.goes_on(request.number, request.category, request.place, note))
        await tell_committee_elsewhere(desk, request, note)
        return texts.DONE_PROGRESS

    await each(desk, parsed.tickets, step)


@command(
    "备注",
    also=(
        "加个备注 加备注 添加备注 记录 记录一下 记一下 记一笔 标注 补充 补充一下 补充说明 说明 说明一下 注明 "
        "备忘 记个备注 备注一下 加一条备注 写个备注 加一句"
    ),
    intent="progress",
    example="12 备注 业主晚上才在家",
    about="只在业委会里记着,不说给业主",
    requires=("tickets", "note"),
    rest="note",
)
async def note(parsed: Parsed, desk: Desk) -> None:
    """Keep a word for the committee's eyes only."""

    async def step(request: RequestRow) -> str:
        await desk.move(request, Action.NOTE, parsed.text("note"))
        return texts.DONE_NOTE

    await each(desk, parsed.tickets, step)
