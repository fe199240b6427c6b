"""From #100 on the bot masked the numbers of its own requests: “#” was read as the sign of a building."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nlp.mask import mask_private
from storage.counters import next_number
from tests.support.chat import Chat

ROOM = "业委会群"
BIN = "3栋门口垃圾桶满了没人收,臭死了"
LAMP = "3栋2单元楼道灯坏了好几天,黑漆漆的"


@pytest.fixture
async def busy(chat: Chat) -> Chat:
    """An estate whose next request is #123."""
    async with chat.app.store.writing() as work:
        await next_number(work.session, "green", "requests", 122)
        await work.commit()
    return chat


async def test_news_is_told_with_its_number(busy: Chat) -> None:
    await busy.says("王姐", BIN)
    for command in ("123 进展 下午来收", "123 追问 哪个桶?", "123 办结 已清运"):
        await busy.says("张姐", command, room=ROOM)
        assert (await busy.last("3栋群")).startswith("#123【卫生】3栋 ")

    await busy.says("王姐", "没解决", quote=await busy.last("3栋群"))
    assert (await busy.request(123)).status == "accepted"


async def test_newer_news_of_the_night_takes_the_place_of_older(busy: Chat) -> None:
    busy.clock.set(busy.clock.now().replace(hour=15))  # eleven at night
    await busy.says("王姐", BIN)
    await busy.says("李姐", LAMP)
    await busy.says("张姐", "123 进展 明早来收", room=ROOM)
    await busy.says("张姐", "123 办结 已清运", room=ROOM)
    await busy.says("张姐", "124 办结 已换灯", room=ROOM)
    await busy.passes(timedelta(hours=12))

    [line] = await busy.heard("3栋群")
    assert [part[:5] for part in line.splitlines()] == ["#123【", "#124【", "解决了吗?"]
    assert "例如:123 满意" in line


@pytest.mark.parametrize(
    ("text", "others_read"),
    [
        ("#123【停车】东门 和 #1204 是同一件事,以后看 #1204。", "#123【停车】东门 和 #1204 是同一件事,以后看 #1204。"),
        ("看#1204的业主怎么说", "看#1204的业主怎么说"),
        ("3#1204漏水", "3#***漏水"),
        ("3栋#1204漏水", "3栋#***漏水"),
        ("#1204室漏水", "#***室漏水"),
    ],
)
def test_a_building_sign_follows_a_building(text: str, others_read: str) -> None:
    assert mask_private(text) == others_read
