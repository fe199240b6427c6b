"""What nobody should send and somebody will: a clear answer or silence, nothing lost, no crash."""

from __future__ import annotations

import pytest

from bot.channels.base import Kind
from handlers.message import Outcome
from tests.support.chat import Chat

REPORT = "3栋门口垃圾桶满了没人收,臭死了"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "\x00",
        "\ud83d",
        "👍👍👏🏻🥟",
        "[捂脸][捂脸]",
        "\u202eהלום\u202c שלום",
        "\u200b\u200d\ufeff\u2060",
        "好" * 33_000,
        "a" * 100_000,
        "「" * 500 + "」" * 500,
    ],
    ids=["empty", "blank", "nul", "surrogate", "emoji", "codes", "rtl", "zero-width", "100KB", "100KB-ascii", "quotes"],
)
async def test_nonsense_is_silence(chat: Chat, text: str) -> None:
    await chat.says("王姐", text)
    await chat.says("张姐", text, room="业委会群")

    assert await chat.requests() == []
    assert await chat.heard("3栋群") == []
    assert await chat.heard("业委会群") == []
    await chat.says("王姐", REPORT)
    assert len(await chat.requests()) == 1


async def test_a_report_with_dirt_in_it_is_still_read(chat: Chat) -> None:
    await chat.says("王\x00姐\ud83d", "3栋门口\u200b垃圾桶\x00满了\ud83d没人收,臭死了")

    assert (await chat.request()).category == "sanitation"
    assert "\x00" not in await chat.last("业委会群")


async def test_an_unknown_room_is_not_ours(chat: Chat) -> None:
    await chat.says("王姐", REPORT, room="somewhere@chatroom")

    assert await chat.requests() == []


async def test_an_unknown_talker_is_a_resident(chat: Chat) -> None:
    await chat.says("", REPORT, talker_id="wx-never-seen")

    assert (await chat.request()).status == "reported"


async def test_the_same_message_twice_is_handled_once(chat: Chat) -> None:
    for _ in range(3):
        await chat.says("王姐", REPORT, message_id="same")

    assert len(await chat.requests()) == 1
    assert len(await chat.heard("业委会群")) == 1
    async with chat.app.store.reading() as work:
        assert len(await work.requests.reports("green", [1])) == 1


async def test_a_command_in_a_building_room_moves_nothing_and_is_not_answered_there(chat: Chat) -> None:
    await chat.says("王姐", REPORT)
    before = await chat.heard("3栋群")
    await chat.says("张姐", "1 办结 已清运")

    assert (await chat.request()).status == "reported"
    assert await chat.heard("3栋群") == before
    assert "指令" in await chat.last("业委会群")


async def test_a_resident_typing_a_command_is_a_resident(chat: Chat) -> None:
    await chat.says("王姐", REPORT)
    await chat.says("路人", "1 办结 已清运")

    assert (await chat.request()).status == "reported"


async def test_a_resident_in_the_committee_room_commands_nothing(chat: Chat) -> None:
    await chat.says("王姐", REPORT)
    await chat.says("路人", "1 办结 已清运", room="业委会群")
    assert (await chat.request()).status == "reported"

    await chat.says("张姐", "1 办结 已清运", room="业委会群", talker_id="wx-somebody-called-zhang")
    assert (await chat.request()).status == "reported"


async def test_a_number_that_does_not_exist_is_answered(chat: Chat) -> None:
    await chat.says("张姐", "99 办结 已清运", room="业委会群")

    assert "99" in await chat.last("业委会群")
    assert await chat.requests() == []


async def test_full_width_digits_are_digits(chat: Chat) -> None:
    await chat.says("王姐", REPORT)
    await chat.says("张姐", "#1 办结 已清运", room="业委会群")

    assert (await chat.request()).status == "resolved"


async def test_voice_and_files_are_passed_over(chat: Chat) -> None:
    said = await chat.says("王姐", "", kind=Kind.OTHER)

    assert chat.handled[said].outcome is Outcome.IGNORED
