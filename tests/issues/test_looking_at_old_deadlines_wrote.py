"""Every tick took the write lock for deadlines that had been spoken of long ago, and a list asked once a request."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import event

from tests.support.chat import GREEN, Chat

BIN = "3栋门口垃圾桶满了没人收,臭死了"
LAMP = "7栋2单元楼道灯坏了好几天,黑漆漆的"


def statements(chat: Chat) -> list[str]:
    """What is sent to the database from now on."""
    sent: list[str] = []
    event.listen(
        chat.app.store.engine.sync_engine,
        "before_cursor_execute",
        lambda connection, cursor, statement, parameters, context, many: sent.append(statement),
    )
    return sent


async def test_nothing_new_is_claimed(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.passes(timedelta(days=4))
    said = await chat.heard("业委会群")
    sent = statements(chat)
    await chat.app.ticker.tick()

    assert any("FROM firings" in one for one in sent)
    assert not any("INSERT INTO firings" in one for one in sent)
    assert await chat.heard("业委会群") == said


async def test_a_list_by_group_is_one_question(chat: Chat) -> None:
    await chat.says("王姐", BIN)
    await chat.says("赵哥", LAMP, room="5-8栋群")
    await chat.says("李姐", "7栋电梯一直响,吵得睡不着", room="5-8栋群")
    await chat.says("张姐", "合并 3 到 1", room="业委会群")
    async with chat.app.store.reading() as work:
        assert await work.requests.reported_in(GREEN.estate_id, ["r5@chatroom"]) == {1, 2, 3}
        assert await work.requests.reported_in(GREEN.estate_id, ["r3@chatroom"]) == {1}
    sent = statements(chat)
    await chat.says("张姐", "5-8栋群的单子", room="业委会群")

    listed = await chat.last("业委会群")
    assert "共2件" in listed
    assert len([one for one in sent if "reports.room_id IN" in one]) == 1
