"""A lamp that was out was joined to the rubbish that the room had just talked of: the talk outweighed clear words."""

from __future__ import annotations

from tests.support.chat import Chat


async def test_another_thing_said_right_after_is_a_request_of_its_own(chat: Chat) -> None:
    await chat.says("王姐", "3栋门口垃圾桶满了没人收,臭死了")
    await chat.says("李姐", "3栋2单元楼道灯坏了好几天,黑漆漆的")

    assert [request.category for request in await chat.requests()] == ["sanitation", "repair"]
    assert "疑似" not in await chat.last("业委会群")


async def test_what_names_nothing_of_its_own_still_belongs_to_the_talk(chat: Chat) -> None:
    await chat.says("王姐", "3栋门口垃圾桶满了没人收,臭死了")
    await chat.says("李姐", "是啊,今天还是没人来收")

    assert [request.category for request in await chat.requests()] == ["sanitation"]
