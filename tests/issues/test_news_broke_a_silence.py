"""静默 held notices back, but not the news of requests."""

from __future__ import annotations

from datetime import timedelta

from tests.support.chat import Chat

ROOM = "业委会群"
BIN = "3栋门口垃圾桶满了没人收,臭死了"
LAMP = "3栋2单元楼道灯坏了好几天,黑漆漆的"


async def test_news_waits_for_its_end(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "静默 到 下午3点", room=ROOM)
    before = await chat.heard("3栋群")
    await chat.says("张姐", "1 进展 下午来收", room=ROOM)
    assert await chat.heard("3栋群") == before

    await chat.passes(timedelta(hours=3))
    assert await chat.last("3栋群") == "#1【卫生】3栋 进展:下午来收"


async def test_an_acknowledgement_is_an_answer_and_takes_no_news_with_it(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("张姐", "静默 到 下午3点", room=ROOM)
    await chat.says("张姐", "1 进展 下午来收", room=ROOM)
    await chat.says("李姐", LAMP)
    assert (await chat.last("3栋群")).startswith("已登记【维修】#2")
    assert not any("下午来收" in line for line in await chat.heard("3栋群"))

    await chat.says("张姐", "2 办结 已换灯", room=ROOM)
    await chat.passes(timedelta(hours=3))
    async with chat.app.store.reading() as work:
        said = [row for row in await work.outbox.page("green", after=0, limit=100) if row.room_id == "r3@chatroom"]
    latest = max(said, key=lambda row: row.sent_at or row.created_at)
    assert [line[:2] for line in latest.text.splitlines()] == ["#1", "#2", "解决"]
