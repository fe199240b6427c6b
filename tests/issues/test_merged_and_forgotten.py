"""Once a request was merged its reporters were forgotten: what they added, asked or took back led nowhere."""

from __future__ import annotations

import pytest

from bot.channels.base import Kind
from tests.support.chat import Chat

LAMP = "3栋楼下路灯不亮 黑得看不见路"


@pytest.fixture
async def merged(chat: Chat) -> Chat:
    """Two requests of one matter, #2 merged into #1."""
    await chat.says("王姐", LAMP)
    await chat.says("老周", "6栋楼道声控灯坏了 一直不亮", room="5-8栋群")
    assert len(await chat.requests()) == 2
    await chat.says("张姐", "合并 2 到 1", room="业委会群")
    assert (await chat.request(2)).merged_into == 1
    return chat


async def test_progress_is_that_of_the_request_it_goes_on_as(merged: Chat) -> None:
    await merged.says("老周", "进度", room="5-8栋群")
    assert "#2 和 #1 是同一件事" in await merged.last("5-8栋群")
    assert "待受理" in await merged.last("5-8栋群")

    await merged.says("张姐", "1 接单", room="业委会群")
    line = await merged.last("5-8栋群")
    await merged.says("老周", "进度", room="5-8栋群", quote=line)
    assert "处理中" in await merged.last("5-8栋群")


async def test_a_report_like_the_merged_one_joins_what_it_goes_on_as(merged: Chat) -> None:
    said = await merged.says("小林", "6栋楼道声控灯又坏了 一直不亮", room="5-8栋群")

    assert merged.handled[said].number == 1
    assert len(await merged.requests()) == 2


async def test_everybody_who_reported_is_counted(merged: Chat) -> None:
    async with merged.app.store.reading() as work:
        assert await work.requests.reporters("green", 1) == 2
        assert len(await work.requests.rooms("green", 1)) == 2


async def test_a_picture_after_the_merging_is_kept(merged: Chat) -> None:
    said = await merged.says("老周", "[图片]", room="5-8栋群", kind=Kind.IMAGE)

    assert merged.handled[said].number == 1


async def test_a_word_taken_back_leaves_the_others(merged: Chat) -> None:
    await merged.says("老周", "不是", room="5-8栋群")

    assert (await merged.request(1)).status == "reported"
    async with merged.app.store.reading() as work:
        assert await work.requests.reporters("green", 1) == 1

    await merged.says("王姐", "不是")
    assert (await merged.request(1)).status == "withdrawn"
