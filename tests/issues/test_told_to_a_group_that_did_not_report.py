"""“进度 1” in any group showed what had been said to the group that reported it."""

from __future__ import annotations

import pytest

from tests.support.chat import Chat

REPORT = "3栋门口垃圾桶满了没人收,臭死了"


@pytest.mark.parametrize("command", ["1 进展 已联系 13912345678 的车主", "1 办结 已联系 13912345678 的车主"])
async def test_other_groups_hear_category_place_and_state(chat: Chat, command: str) -> None:
    await chat.says("王姐", REPORT)
    await chat.says("张姐", command, room="业委会群")

    await chat.says("老周", "进度 1", room="5-8栋群")
    heard = await chat.last("5-8栋群")
    assert heard.startswith("#1【卫生】")
    assert "13912345678" not in heard

    await chat.says("王姐", "进度 1")
    assert "已联系" in await chat.last("3栋群")
