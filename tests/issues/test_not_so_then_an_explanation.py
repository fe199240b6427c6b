"""After “不是” the explanation that followed was read as more words on the matter just withdrawn."""

from __future__ import annotations

from tests.support.chat import Chat


async def test_the_explanation_is_no_new_report(chat: Chat) -> None:
    await chat.says("阿珍", "3栋门口垃圾桶满了没人收,臭死了")
    await chat.says("阿珍", "不是")
    await chat.says("阿珍", "讲错咗,系我阿妈嗰边")

    assert [request.status for request in await chat.requests()] == ["withdrawn"]
