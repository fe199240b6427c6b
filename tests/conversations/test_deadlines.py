"""The two clocks speak: to whoever holds the request, then to the committee, together, by day, and only until somebody
acted."""

from __future__ import annotations

from datetime import timedelta

from tests.support.chat import Chat

ROOM = "业委会群"
BIN = "3栋门口垃圾桶满了没人收,臭死了"
NOISE = "5栋2单元楼上天天半夜装修电钻吵死人"


async def lines(chat: Chat, room: str = ROOM) -> list[str]:
    return [line for line in await chat.heard(room) if line.startswith("时限提醒")]


async def until_due(chat: Chat, number: int = 1) -> None:
    """To a minute after the request was to be resolved, by the hour as the clock goes."""
    due = (await chat.request(number)).resolve_due_at
    while chat.clock.now() <= due:
        await chat.passes(timedelta(hours=1))


async def test_the_committee_is_reminded_before_and_when_the_answer_is_due(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    due = (await chat.request()).answer_due_at
    await chat.passes(due - chat.clock.now() - timedelta(minutes=30))
    assert len(await lines(chat)) == 1
    assert "请在" in (await lines(chat))[0]

    await chat.passes(timedelta(minutes=45))
    assert "到答复时限了" in (await lines(chat))[1]


async def test_nothing_more_is_said_of_an_answer_that_was_given(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 受理", room=ROOM)
    await chat.passes((await chat.request()).answer_due_at - chat.clock.now() + timedelta(minutes=1))

    assert not any("答复" in line for line in await lines(chat))


async def test_what_the_property_company_holds_is_said_there_first_and_then_to_the_committee(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 派单 小何", room=ROOM)
    await until_due(chat)
    assert any("到办结时限了(小何)" in line for line in await lines(chat, "物业群"))
    assert not any("办结" in line for line in await lines(chat))

    await chat.passes(timedelta(days=1))
    assert "超期1天还没办结(小何)" in (await lines(chat))[-1]
    assert "吹哨" not in (await lines(chat))[-1]
    await chat.passes(timedelta(days=4))  # two working days
    assert "1 吹哨 社区" in (await lines(chat))[-1]


async def test_the_gaps_grow(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "1 受理", room=ROOM)
    await until_due(chat)
    before = len(await lines(chat))
    for _ in range(22 * 24):
        await chat.passes(timedelta(hours=1))

    assert len(await lines(chat)) - before == 4  # after 1, 3, 7 and 15 working days


async def test_a_room_is_reminded_of_everything_in_one_message(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("5栋老周", NOISE, room="5-8栋群")
    await chat.says("7栋小孟", "7栋1单元电梯按钮失灵了按哪层都不亮", room="5-8栋群")
    for number in (1, 2, 3):
        await chat.says("张姐", f"{number} 受理", room=ROOM)
    await chat.passes(timedelta(days=60))

    (line,) = await lines(chat)
    assert [number for number in (1, 2, 3, 4) if f"#{number}【" in line] == [1, 2, 3]


async def test_the_night_is_left_alone_but_danger_is_not(chat: Chat) -> None:
    chat.clock.set(chat.clock.now().replace(hour=14, minute=30))  # half past ten in the evening
    await chat.says("王姐", "3栋2单元电梯里困了人出不来,老人在里面喊")
    await chat.says("5栋老周", NOISE, room="5-8栋群")
    await chat.passes(timedelta(hours=1))

    assert len(await lines(chat)) == 1
    assert "#1【" in (await lines(chat))[0]
    assert "#2【" not in (await lines(chat))[0]
