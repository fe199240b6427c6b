"""How a request ends, and how it comes back: 办结, 不予受理, 答复, 重开. Closing always needs a word on how or why."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import holders, learning, survey, texts
from handlers.commands.applying import announce, each, tell_committee_elsewhere
from handlers.commands.declare import STAFF, command
from handlers.commands.language.parsed import Parsed
from handlers.desk import Desk
from handlers.estate import Room
from handlers.rules.lifecycle import Action, Role
from storage.tables import RequestRow


@command(
    "办结",
    also=(
        "结案 结单 关单 销单 销号 销案 关闭 完成 完结 办完 归档 闭环 已办结 已完成 处理完毕 处理完成 处理完 "
        "办理完毕 办妥 办好 完工 收尾 闭单 结掉 封单 消单"
    ),
    intent="resolve",
    example="12 办结 已清运",
    about="办好了,那句话会原样说给反映人",
    says=(
        "搞定 结了 结 关了 关掉 关 销了 销掉 销 弄好了 弄完了 弄好 弄妥 好了 妥了 搞掂 搞好了 搞完了 搞归一 "
        "弄归一 整好了 整完了 做完了 做好了 解决了 解决 已解决 完事了 完事 了结 没事了 没问题了 收工 完了 "
        "处理了 处理好了 已处理 已处理好 已经处理好 已办好 已经办好 已弄好 已经弄好 没得问题了 没有问题了 "
        "落实了 ok了 整归一 齐活 办了"
    ),
    tells=(
        "修好了 修好 已修好 修复了 已修复 修复 修完了 通了 疏通了 已疏通 清了 清完了 清走了 已清运 清运了 "
        "清运完毕 清理了 清理干净 清理完 挪走了 挪车了 挪了 已挪走 拖走了 已拖走 开走了 搬走了 移走了 换好了 "
        "已更换 换了 更换完毕 恢复了 已恢复 恢复正常 正常了 来电了 来水了 通水了 通电了 不漏了 不响了 拆了 "
        "拆除了 已拆除 补好了 装好了 安好了 已安装 剪了 修剪了 打扫了 扫干净了 亮了 灭了 退款了 退了款 已退款 "
        "疏通好了 清理好了 打扫好了 加固好了 补上了 换上了 装上了 接好了 调好了 贴好了 种好了 挪开了 移开了 搬开了 "
        "清干净了 清理完了 打扫完了 更换好了 安装好了 维修好了 整改好了 协调好了 劝走了 "
        "公示了 贴出来了 加固好了 整改完 整改到位 整改完毕 已整改"
    ),
    needs=STAFF,
    requires=("tickets",),
    rest="note",
)
async def resolve(parsed: Parsed, desk: Desk) -> None:
    """Close the request as solved and tell the reporters how."""
    note = parsed.text("note")

    async def step(request: RequestRow) -> str:
        before = await holders.rooms_outside(desk.book, request)
        await desk.move(request, Action.RESOLVE, note)
        await survey.ask(desk, request, note)
        await tell_committee_elsewhere(desk, request, note)
        await _tell_holders(desk, request, before, note)
        return texts.DONE_RESOLVE

    await each(desk, parsed.tickets, step)


@command(
    "不予受理",
    also="不受理 驳回 拒绝 拒单 作废 不予立案 不立案 不予处理 拒绝受理 否决",
    intent="reject",
    example="12 不予受理 属于邻居私人纠纷",
    about="不归业委会管,理由会说给反映人",
    says=("忽略 否了 不成立 不办 不处理 不接 驳了 拒了 撤了 不收 无效 撤单 撤掉 删掉 删了 废了 毙了 不理"),
    tells=(
        "误报 不是我们管 不是我们管的 不归我们管 不归业委会管 不归咱们管 不归咱管 不属于我们管 不属于业委会职责 "
        "不属于我们范围 不属于我们 不在受理范围 不在我们范围 不归我们 不归业委会 不归物业管 不用管 不管 不用理 不属实 "
        "查无此事 重复投诉 管不了 不是我们的事 不关我们的事 非本小区 不是本小区 与小区无关 跟小区无关 无关"
    ),
    requires=("tickets", "reason"),
    rest="reason",
    instead="退回",
)
async def decline(parsed: Parsed, desk: Desk) -> None:
    """The request is no matter of the committee's; the reporters read why."""
    reason = parsed.text("reason")

    async def step(request: RequestRow) -> str:
        before = await holders.rooms_outside(desk.book, request)
        await desk.move(request, Action.DECLINE, reason)
        await learning.declined(desk, request, reason)
        await announce(desk, request, texts.declined(request.number, request.category, request.place, reason))
        await _tell_holders(desk, request, before, reason)
        return texts.DONE_DECLINE

    await each(desk, parsed.tickets, step)


@command(
    "答复",
    also="答复业主 答复居民 答复反映人 正式答复 书面答复 解释答复 暂不能解决 暂不解决",
    intent="answer",
    example="12 答复 规划里明年改造,暂时办不了",
    about="现在解决不了,把原因告诉反映人;不算办结",
    requires=("tickets", "note"),
    rest="note",
)
async def answer(parsed: Parsed, desk: Desk) -> None:
    """The request cannot be solved for now; it ends with an answer and never counts as solved."""
    note = parsed.text("note")

    async def step(request: RequestRow) -> str:
        before = await holders.rooms_outside(desk.book, request)
        await desk.move(request, Action.ANSWER, note)
        await announce(desk, request, texts.answered(request.number, request.category, request.place, note))
        await _tell_holders(desk, request, before, note)
        return texts.DONE_ANSWER

    await each(desk, parsed.tickets, step)


@command(
    "重开",
    also=(
        "重新打开 重启 重新开启 再打开 恢复办理 重新处理 重新办理 重办 返工 反结 撤销办结 重新受理 激活 "
        "取消办结 重新立案"
    ),
    intent="reopen",
    example="12 重开 又坏了",
    about="办结以后又出问题,重新办",
    says="打开 打开吧 开回来 再开 重新办 重新开 重新开起 重新来 重新弄",
    tells=(
        "又坏了 又漏了 又堵了 又停了 又犯了 又反弹 反弹了 复发了 复发 又出问题 又不行了 又亮不了 又不亮了 "
        "没修好 没解决 没处理好 没弄好"
    ),
    rest="reason",
)
async def reopen(parsed: Parsed, desk: Desk) -> None:
    """A closed request is worked on again."""
    reason = parsed.text("reason")

    async def step(request: RequestRow) -> str:
        theirs = request.holder == Role.COMMITTEE
        assignee = request.assignee if theirs else ""
        before = await holders.rooms_outside(desk.book, request)
        await desk.move(request, Action.REOPEN, reason, holder=Role.COMMITTEE, assignee=assignee, whistled_to="")
        await learning.reopened(desk, request.number)
        await announce(desk, request, texts.reopened(request.number, request.category, request.place))
        await holders.tell_reopened(desk, request, before)
        return texts.DONE_REOPEN

    await each(desk, parsed.tickets, step)


async def _tell_holders(desk: Desk, request: RequestRow, before: Sequence[Room], word: str) -> None:
    """Whoever was at work on it outside hears that it was closed elsewhere."""
    words = texts.moved_on(request.number, desk.message.talker_name, request.status, word)
    await holders.tell(desk, request, before, words, gone=words)
