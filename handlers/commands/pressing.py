"""When it does not move: 催办 to whoever holds it, 吹哨 to the community or street office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from handlers import texts
from handlers.audit import standing
from handlers.commands.applying import UserMistake, announce, each
from handlers.commands.declare import command
from handlers.commands.language.parsed import Parsed
from handlers.commands.people import ids_of
from handlers.desk import Desk
from handlers.estate import Room
from handlers.holders import ROOM_OF, office_rooms
from handlers.rules.lifecycle import OPEN, Action, Role
from storage.tables import EventRow, RequestRow

URGED_AGAIN_AFTER = timedelta(hours=4)
"""A request that is not urgent is not pressed for more often: who is pressed all the time stops listening."""


@command(
    "催办",
    also="催一下 催催 催促 督促 督办 再催一下 催单",
    intent="urge",
    example="12 催办",
    about="催手上拿着这件事的人,记着催了几次",
    says=(
        "催 再催 再催一次 快催 加急 加急处理 急办 抓紧 盯一下 追一下 赶紧 尽快 快点 快点办 尽快处理 抓紧办 "
        "抓紧处理 赶快 快一点 搞快点 搞快些 快些 快点弄 快点搞 快点修 "
        "麻利点 麻溜点 快着点 赶紧弄 赶紧修 赶紧办 赶紧处理 赶紧的 抓紧点 麻溜的"
    ),
    rest="note",
)
async def urge(parsed: Parsed, desk: Desk) -> None:
    """Remind whoever holds the request, in the room where he reads; counted, and not too often."""
    note = parsed.text("note")
    calling: list[str] = []

    async def step(request: RequestRow) -> str:
        history = await desk.work.requests.events(desk.estate.estate_id, request.number)
        urged = [event for event in standing(history) if event.action == Action.URGE]
        if request.status in OPEN:
            _check(desk, request, urged)
        await desk.move(request, Action.URGE, note)
        ids = ids_of(desk.estate, request.assignee)
        words = texts.urged(
            request.number, request.category, request.place, request.assignee, note, times=len(urged) + 1
        )
        for room in _rooms(desk, request):
            if room.room_id == desk.room.room_id:
                calling.extend(ids)
            else:
                await desk.voice.say(room.room_id, words, "notice", request.number, mentions=ids)
        return texts.done_urge(request.assignee or texts.HOLDER[request.holder], len(urged) + 1)

    await each(desk, parsed.tickets, step, calling=calling)


@command(
    "吹哨",
    also="升级 上报 往上报 提请 呈报 转报 报送",
    intent="escalate",
    example="12 吹哨 街道 堡坎有垮塌风险",
    about="业委会解决不了,请社区或街道来",
    requires=("tickets", "to"),
    rest="to",
)
async def whistle(parsed: Parsed, desk: Desk) -> None:
    """Call in the community or street office; the request stays as it is, the flag beside it is set."""
    to, reason = parsed.text("to"), parsed.text("reason")
    rooms = office_rooms(desk.estate, to)

    async def step(request: RequestRow) -> str:
        await desk.move(request, Action.WHISTLE, f"{to} {reason}".strip(), whistled_to=to)
        if not rooms:
            return texts.done_whistle_by_yourself(to)
        words = texts.whistle_card(request.number, request.category, request.place, request.summary, reason)
        for room in rooms:
            await desk.say(room.room_id, words, "card", request.number)
        await announce(desk, request, texts.whistled(request.number, request.category, request.place, to))
        return texts.done_whistle(to)

    await each(desk, parsed.tickets, step)


def _check(desk: Desk, request: RequestRow, urged: Sequence[EventRow]) -> None:
    """Raises UserMistake when there is nobody to press, or when he was pressed a short while ago."""
    if request.holder == Role.COMMITTEE and not request.assignee and not request.whistled_to:
        raise UserMistake(texts.nobody_to_urge(request.number))
    if urged and request.urgency != "urgent" and desk.now < urged[-1].at + URGED_AGAIN_AFTER:
        at = texts.when(urged[-1].at, desk.now, desk.estate.zone)
        again = texts.when(urged[-1].at + URGED_AGAIN_AFTER, desk.now, desk.estate.zone)
        raise UserMistake(texts.urged_lately(request.number, len(urged), at, again))


def _rooms(desk: Desk, request: RequestRow) -> Sequence[Room]:
    """Where whoever holds the request reads, and the office that was whistled for."""
    holder = Role(request.holder)
    rooms = desk.estate.rooms_of(ROOM_OF[holder]) if holder in ROOM_OF else ()
    return list(
        dict.fromkeys([*rooms, *(office_rooms(desk.estate, request.whistled_to) if request.whistled_to else ())])
    )
