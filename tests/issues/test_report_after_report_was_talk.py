"""After a storm report follows report; the talk before spoke so much against the next that it was passed over."""

from __future__ import annotations

import pytest

from handlers.message import Outcome
from tests.support.chat import Chat

MATTERS = ("路灯不亮了", "水管爆了", "垃圾没人收", "楼道堆满杂物", "门禁坏了", "外墙渗水")


@pytest.mark.parametrize("building", [5, 6, 7, 8])
async def test_each_of_a_row_of_reports_is_heard(chat: Chat, building: int) -> None:
    for what in MATTERS:
        said = await chat.says(f"{building}栋{what}", f"{building}栋{what}", room="5-8栋群")
        assert chat.handled[said].outcome in (Outcome.REPORT, Outcome.JOINED), what


@pytest.mark.parametrize("line", ["5栋路灯不亮了", "6栋水管爆了"])
async def test_thanks_between_them_stay_talk(chat: Chat, line: str) -> None:
    await chat.says("甲", line, room="5-8栋群")
    said = await chat.says("乙", "5栋的修好了 谢谢师傅", room="5-8栋群")
    assert chat.handled[said].outcome is Outcome.CHATTER
