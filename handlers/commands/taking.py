"""Who sees to a request: 受理 for the committee itself, 派单 and 指派, 接单 by whom it was ordered from, 退回."""

from __future__ import annotations

from handlers import holders, texts
from handlers.announcing import causes_of, unsay
from handlers.commands.applying import Step, UserMistake, announce, each, tell_committee_elsewhere
from handlers.commands.declare import STAFF, command
from handlers.commands.language.parsed import Parsed
from handlers.commands.people import Holder, holder_of, people_of
from handlers.desk import Desk
from handlers.estate import Room
from handlers.holders import ROOM_OF, office_rooms
from handlers.rules.lifecycle import Action, Role, RoomRole, Status
from storage.tables import RequestRow


@command(
    "受理",
    also="立案 立项 收单 收下 签收 登记受理 受理登记 确认受理 予以受理",
    intent="accept",
    example="12 受理",
    about="业委会自己办,反映人会听到",
    says="收了 接收 我们接了 收 收录 纳入处理 我们管 业委会来办 业委会办 业委会接 我们来办 我们来处理 受了",
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
    name = desk.message.talker_name

    async def step(request: RequestRow) -> str:
        before, word = await holders.rooms_outside(desk.book, request), ""
        if _joins_in(desk, request):
            word = texts.office_joined(name)
            await desk.move(request, Action.PROGRESS, word)
        elif desk.role is Role.COMMITTEE:
            await desk.move(request, Action.ACCEPT, assignee=request.assignee or name)
        else:
            await desk.move(request, Action.ACCEPT, holder=desk.role, assignee=name)
        await announce(desk, request, texts.accepted(request.number, request.category, request.place), can_wait=True)
        await tell_committee_elsewhere(desk, request, "")
        await holders.tell(desk, request, before, texts.moved_on(request.number, name, request.status, word))
        return texts.done_accept(name)

    await each(desk, parsed.tickets, step)


@command(
    "派单",
    also="派工 分派 转派 派给 转给 交给 移交 转交 分配 委派 派 转",
    intent="assign",
    example="12 派单 物业",
    about="派给物业、社区街道、业委会成员或别的人",
    requires=("tickets", "to"),
    rest="to",
)
async def order(parsed: Parsed, desk: Desk) -> None:
    """Order the request from the property company or the office, or give it to a person."""
    holder = holder_of(parsed.text("to"), desk)
    if holder.role is Role.COMMITTEE and holder.name == desk.message.talker_name:
        await each(desk, parsed.tickets, _take(desk, holder))
        return
    calling = holder.ids if holder.role is Role.COMMITTEE else ()
    await each(desk, parsed.tickets, _order(desk, holder, parsed.text("note")), calling=calling)


@command(
    "指派",
    intent="assign",
    example="12 指派 小何、老李",
    about="让手上拿着这件事的那一边的一个或几个人去办",
    requires=("tickets", "to"),
    rest="to",
)
async def appoint(parsed: Parsed, desk: Desk) -> None:
    """One or several members see to the request; naming those of another side orders it from them."""
    people = people_of(parsed.text("to"), desk)
    told_here = people.role is Role.COMMITTEE
    order_from_them = _order(desk, people, parsed.text("note"))

    async def step(request: RequestRow) -> str:
        if request.holder != people.role:
            return await order_from_them(request)
        await desk.move(request, Action.APPOINT, texts.appointed(people.name), assignee=people.name)
        if not told_here:
            words = texts.appointed_there(request.number, request.category, request.place, people.name)
            for room in _rooms_of(desk, people):
                await desk.voice.say(room.room_id, words, "notice", request.number, mentions=people.ids)
        return texts.done_appoint(people.name)

    await each(desk, parsed.tickets, step, calling=people.ids if told_here else ())


@command(
    "退回",
    also="退单 打回",
    intent="reject",
    example="12 退回 这是市政的桶",
    about="派给你们的办不了,带上理由退给业委会",
    says="退 退了 退掉 打回去",
    needs=frozenset({Role.PROPERTY, Role.OFFICE}),
    requires=("tickets", "reason"),
    rest="reason",
    instead="不予受理",
)
async def hand_back(parsed: Parsed, desk: Desk) -> None:
    """Whom it was ordered from hands it back to the committee; the residents do not hear of it."""
    reason = parsed.text("reason")

    async def step(request: RequestRow) -> str:
        if await holders.holder_of(desk.book, request) is not desk.role:
            raise UserMistake(texts.only_whistled_for(request.number))
        before = await holders.rooms_outside(desk.book, request)
        whistled_to = "" if desk.role is Role.OFFICE else request.whistled_to
        await desk.move(request, Action.RETURN, reason, holder=Role.COMMITTEE, assignee="", whistled_to=whistled_to)
        await unsay(desk, request, await causes_of(desk, request, Action.ACCEPT))
        words = texts.handed_back(request.number, desk.message.talker_name, reason)
        await desk.tell_committee(words, "notice", request.number)
        await holders.tell(desk, request, before, words)
        return texts.DONE_RETURN

    await each(desk, parsed.tickets, step)


def _joins_in(desk: Desk, request: RequestRow) -> bool:
    """Does the office take a hand in what somebody else is at work on and whistled for?"""
    return desk.role is Role.OFFICE and request.holder != Role.OFFICE and request.status == Status.ACCEPTED


def _take(desk: Desk, holder: Holder) -> Step:
    async def step(request: RequestRow) -> str:
        before = await holders.rooms_outside(desk.book, request)
        await desk.move(request, Action.TAKE, holder=holder.role, assignee=holder.name)
        await announce(desk, request, texts.taken(request.number, request.category, request.place), can_wait=True)
        now = texts.moved_on(request.number, desk.message.talker_name, request.status, "")
        await holders.tell(desk, request, before, now)
        return texts.done_take(holder.name)

    return step


def _order(desk: Desk, holder: Holder, note: str) -> Step:
    rooms = _rooms_of(desk, holder)

    async def step(request: RequestRow) -> str:
        before = await holders.rooms_outside(desk.book, request)
        if holder.role is Role.OFFICE and not rooms:
            raise UserMistake(texts.no_room_of_office(request.number, holder.name))
        await desk.move(request, Action.ORDER, texts.ordered_to(holder.name), holder=holder.role, assignee=holder.name)
        await holders.tell(desk, request, before, "")
        if holder.role is Role.COMMITTEE:
            return texts.done_order(holder.name)
        for room in rooms:
            card = _order_card(desk, request, note)
            await desk.voice.say(room.room_id, card, "card", request.number, mentions=holder.ids)
        return texts.done_order(holder.name) if rooms else texts.done_order_by_yourself(holder.name)

    return step


def _rooms_of(desk: Desk, holder: Holder) -> tuple[Room, ...]:
    """Where the holder reads."""
    if holder.role is Role.OFFICE and not holder.ids:
        return office_rooms(desk.estate, holder.name)
    return desk.estate.rooms_of(ROOM_OF.get(holder.role, RoomRole.PROPERTY))


def _order_card(desk: Desk, request: RequestRow, note: str) -> str:
    """The card for the property room; the residents' words stand on it, their names do not."""
    due = texts.when(request.resolve_due_at, desk.now, desk.estate.zone)
    return texts.order_card(
        number=request.number, category=request.category, urgency=request.urgency, place=request.place,
        words=request.summary, assignee=request.assignee, note=note, due=due,
    )  # fmt: skip
