"""Days after a report its car and its place are known to the group; what was taken back is known no more."""

from __future__ import annotations

from datetime import timedelta

from bot.channels.base import Kind
from tests.support.chat import Chat

LANE = "北门口冀R5N770把消防通道堵死了 救护车进不来"
AGAIN = "北门又堵死了 还是那车"


async def days_later(chat: Chat, days: int = 2) -> None:
    chat.pass_time(timedelta(days=days))


async def told(chat: Chat, text: str = AGAIN, *, who: str = "强子", room: str = "3栋群") -> tuple[str, ...]:
    """The plates that the line was read with."""
    handled = chat.handled[await chat.says(who, text, room=room)]
    assert handled.reading is not None
    assert handled.reading.is_request
    return handled.reading.plates


async def reported_and_resolved(chat: Chat) -> str:
    said = await chat.says("老周", LANE)
    await chat.says("张姐", "1 办结 已挪走", room="业委会群")
    return said


async def test_the_car_of_a_report_days_ago_is_known(chat: Chat) -> None:
    await reported_and_resolved(chat)
    await days_later(chat, 6)
    assert await told(chat) == ("冀R5N770",)


async def test_after_a_week_it_is_forgotten(chat: Chat) -> None:
    await reported_and_resolved(chat)
    await days_later(chat, 8)
    assert await told(chat) == ()


async def test_what_was_declined_is_known_no_more(chat: Chat) -> None:
    await chat.says("老周", LANE)
    await chat.says("张姐", "1 不予受理 是业主自己的车位", room="业委会群")
    await days_later(chat)
    assert await told(chat) == ()


async def test_what_was_recalled_is_known_no_more(chat: Chat) -> None:
    said = await chat.says("老周", LANE)
    await chat.says("老周", said, kind=Kind.RECALL)
    await days_later(chat)
    assert await told(chat) == ()


async def test_what_was_erased_is_known_no_more(chat: Chat) -> None:
    await reported_and_resolved(chat)
    await chat.says("老周", "删除我的信息")
    await chat.says("老周", "确认删除")
    await days_later(chat)
    assert await told(chat) == ()


async def test_what_became_another_category_is_no_car_to_come_back_to(chat: Chat) -> None:
    await chat.says("老周", LANE)
    await chat.says("张姐", "1 改类 噪音", room="业委会群")
    await days_later(chat)
    assert await told(chat) == ()


async def test_another_group_does_not_hear_of_it(chat: Chat) -> None:
    await reported_and_resolved(chat)
    await days_later(chat)
    assert await told(chat, room="5-8栋群") == ()


async def test_a_danger_to_life_is_where_its_speaker_is(chat: Chat) -> None:
    await chat.says("老周", "5栋充电桩坏了 充不进电")
    await days_later(chat)
    await chat.says("8-1-1502强子", "充电桩着火了 快打119")
    latest = (await chat.requests())[-1]
    assert latest.urgency == "urgent"
    assert latest.place != "5栋"
