"""People in danger were read as part of what the group had just talked of: as chatter, or as an addition elsewhere."""

from __future__ import annotations

import pytest

from tests.support.chat import Chat


async def test_somebody_in_a_lift_is_heard_whatever_was_talked_of_before(chat: Chat) -> None:
    await chat.says("王姐", "3栋1单元门禁坏了,刷卡没反应")
    await chat.says("李姐", "2栋电梯困人了")

    assert "119" in await chat.last("3栋群")
    assert (await chat.request(2)).urgency == "urgent"


async def test_a_life_in_danger_is_no_addition_to_the_speakers_last_matter(chat: Chat) -> None:
    await chat.says("小鱼", "我们3栋楼下又有人乱停电瓶车,路都堵了")
    await chat.says("小鱼", "有人在楼顶要跳楼!快来人")

    assert [request.number for request in await chat.requests()] == [1, 2]
    assert (await chat.request(2)).urgency == "urgent"
    assert "120" in await chat.last("3栋群")


async def test_it_does_not_inherit_the_building_that_was_talked_of(chat: Chat) -> None:
    await chat.says("老周", "8栋门口路灯不亮", room="5-8栋群")
    await chat.says("陈姐", "有人在楼顶要跳楼!快来人", room="5-8栋群")

    assert (await chat.request(2)).place == ""


@pytest.mark.parametrize("line", ["小孩掉水里了!中心花园池子", "中庭水池有人落水了快来"])
async def test_a_child_in_the_water_is_urgent_and_gets_the_number_to_call(chat: Chat, line: str) -> None:
    await chat.says("王姐", line)

    assert (await chat.request()).urgency == "urgent"
    assert "120" in await chat.last("3栋群")
