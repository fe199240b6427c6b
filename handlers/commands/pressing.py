"""When it does not move: 催办 to whoever holds it, 吹哨 to the community or street office."""

from __future__ import annotations

from handlers import texts
from handlers.commands.applying import announce, each
from handlers.commands.declare import command
from handlers.commands.language.parsed import Parsed
from handlers.desk import Desk
from handlers.rules.lifecycle import Action, Role, RoomRole
from storage.tables import RequestRow


@command(
    "催办",
    also="催一下 催催 催促 督促 督办 再催一下 催单",
    intent="urge",
    example="12 催办",
    about="催手上拿着这件事的人",
    says=(
        "催 再催 再催一次 快催 加急 加急处理 急办 抓紧 盯一下 追一下 赶紧 尽快 快点 快点办 尽快处理 抓紧办 "
        "抓紧处理 赶快 赶紧办 赶紧处理"
    ),
    rest="note",
)
async def urge(parsed: Parsed, desk: Desk) -> None:
    """Remind whoever holds the request."""

    async def step(request: RequestRow) -> str:
        await desk.move(request, Action.URGE, parsed.text("note"))
        if request.holder == Role.PROPERTY:
            words = texts.urged(request.number, request.category, request.place, request.assignee, parsed.text("note"))
            await desk.tell(RoomRole.PROPERTY, words, "notice", request.number)
        waits_for = "" if request.holder == Role.COMMITTEE else texts.HOLDER[request.holder]
        return texts.done_urge(request.assignee or waits_for)

    await each(desk, parsed.tickets, step)


@command(
    "吹哨",
    also="升级 上报 提请 呈报 转报 报送",
    intent="escalate",
    example="12 吹哨 街道 堡坎有垮塌风险",
    about="业委会解决不了,请社区或街道来",
    requires=("tickets", "to"),
    rest="to",
)
async def whistle(parsed: Parsed, desk: Desk) -> None:
    """Call in the community or street office; the request stays as it is, the flag beside it is set."""
    to = parsed.text("to")

    async def step(request: RequestRow) -> str:
        await desk.move(request, Action.WHISTLE, f"{to} {parsed.text('reason')}".strip(), whistled_to=to)
        words = texts.whistle_card(
            request.number, request.category, request.place, request.summary, parsed.text("reason")
        )
        if not desk.estate.rooms_of(RoomRole.OFFICE):
            return texts.done_whistle_by_yourself(to)
        await desk.tell(RoomRole.OFFICE, words, "card", request.number)
        await announce(desk, request, texts.whistled(request.number, request.category, request.place, to))
        return texts.done_whistle(to)

    await each(desk, parsed.tickets, step)
