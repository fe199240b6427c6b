"""Who takes a request: 受理 for the committee itself, 接单 by whom it was ordered from, 派单, 退回."""

from __future__ import annotations

from handlers import texts
from handlers.commands.applying import Step, announce, each, tell_committee_elsewhere
from handlers.commands.declare import STAFF, command
from handlers.commands.language.parsed import Parsed
from handlers.commands.people import Holder, holder_of
from handlers.desk import Desk
from handlers.rules.lifecycle import Action, Role, RoomRole
from storage.tables import RequestRow


@command(
    "受理",
    also="立案 立项 收单 收下 签收 登记受理 受理登记 确认受理 予以受理",
    intent="accept",
    example="12 受理",
    about="业委会自己办,反映人会听到",
    says="收了 接收 我们接了 收 收录 纳入处理 我们管 我们来办 我们来处理 受了",
)
async def take(parsed: Parsed, desk: Desk) -> None:
    """The committee takes the request on itself."""
    me = Holder(Role.COMMITTEE, desk.message.talker_name)
    await each(desk, parsed.tickets, _take(desk, me))


@command(
    "接单",
    also="接下 接手 应单 抢单",
    intent="accept",
    example="12 接单",
    about="派给谁的谁接下,反映人会听到",
    says="接了 接下了 接",
    needs=STAFF,
)
async def accept(parsed: Parsed, desk: Desk) -> None:
    """Whom the request was ordered from accepts it."""

    async def step(request: RequestRow) -> str:
        by_committee = desk.role is Role.COMMITTEE
        await desk.move(request, Action.ACCEPT, assignee=request.assignee if by_committee else desk.message.talker_name)
        await announce(desk, request, texts.accepted(request.number, request.category, request.place), can_wait=True)
        await tell_committee_elsewhere(desk, request, "")
        return texts.done_accept(desk.message.talker_name)

    await each(desk, parsed.tickets, step)


@command(
    "派单",
    also="派工 指派 分派 转派 派给 转给 交给 移交 转交 分配 委派 派 转",
    intent="assign",
    example="12 派单 物业",
    about="派给物业、业委会成员或别的人",
    requires=("tickets", "to"),
    rest="to",
)
async def order(parsed: Parsed, desk: Desk) -> None:
    """Order the request from the property company, or give it to a person."""
    holder = holder_of(parsed.text("to"), desk)
    if holder.role is Role.COMMITTEE and holder.name == desk.message.talker_name:
        await each(desk, parsed.tickets, _take(desk, holder))
        return

    async def step(request: RequestRow) -> str:
        await desk.move(request, Action.ORDER, texts.ordered_to(holder.name), holder=holder.role, assignee=holder.name)
        if holder.role is Role.PROPERTY:
            await desk.tell(RoomRole.PROPERTY, _order_card(desk, request, parsed.text("note")), "card", request.number)
        return texts.done_order(holder.name)

    await each(desk, parsed.tickets, step)


def _take(desk: Desk, holder: Holder) -> Step:
    async def step(request: RequestRow) -> str:
        await desk.move(request, Action.TAKE, holder=holder.role, assignee=holder.name)
        await announce(desk, request, texts.taken(request.number, request.category, request.place), can_wait=True)
        return texts.done_take(holder.name)

    return step


def _order_card(desk: Desk, request: RequestRow, note: str) -> str:
    """The card for the property room; the residents' words stand on it, their names do not."""
    due = texts.when(request.resolve_due_at, desk.now, desk.estate.zone)
    return texts.order_card(
        number=request.number, category=request.category, urgency=request.urgency, place=request.place,
        words=request.summary, assignee=request.assignee, note=note, due=due,
    )  # fmt: skip
