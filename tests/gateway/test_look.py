"""A look at the real gateway: what the doctor and the list of groups see, while the bot goes on listening there."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.wechaty.channel import WechatyChannel
from bot.channels.wechaty.look import Named, NothingSeen, members, room_ids, rooms
from bot.doctor import Finding, examine
from nlp.classify import Reader
from tests.gateway.listener import Listener
from tests.gateway.test_channel import OTHER_ROOM, ROOM, settings
from tests.gateway.wechat import TOKEN, WeChat

pytestmark = pytest.mark.gateway

CONFIG = """
[channel]
kind = "wechaty"
endpoint = "{endpoint}"

[[estates]]
id = "green"
name = "青园"
buildings = ["3栋"]
rooms = [
    {{ id = "building3@chatroom", role = "building" }},
    {{ id = "{committee}", role = "committee" }},
]
"""


@pytest.fixture
async def estate(wechat: WeChat, monkeypatch: pytest.MonkeyPatch) -> WeChat:
    """A gateway with two rooms, logged in."""
    monkeypatch.setenv("WHISTLE_WECHATY_TOKEN", TOKEN)
    await wechat.person("whistle", "吹哨")
    await wechat.person("wang", "王姐")
    await wechat.person("zhao", "老赵")
    await wechat.room(ROOM, "3栋业主群", ["whistle", "wang", "zhao"], {"wang": "3-502 王姐"})
    await wechat.room(OTHER_ROOM, "业委会群", ["whistle", "zhao"])
    await wechat.login("whistle")
    return wechat


def config_for(estate: WeChat, folder: Path, *, committee: str = OTHER_ROOM) -> Path:
    path = folder / "config.toml"
    path.write_text(CONFIG.format(endpoint=estate.endpoint, committee=committee), "utf-8")
    return path


async def channel_finding(config: Path) -> Finding:
    (found,) = [finding for finding in await examine(config) if finding.subject == "channel"]
    return found


async def test_groups_and_members_are_listed_while_the_bot_listens(estate: WeChat) -> None:
    async with Listener(WechatyChannel(settings(estate))) as bot:
        assert [room async for room in rooms(settings(estate))] == [
            Named(ROOM, "3栋业主群"),
            Named(OTHER_ROOM, "业委会群"),
        ]
        assert [member async for member in members(settings(estate), ROOM)] == [
            Named("whistle", "吹哨"),
            Named("wang", "3-502 王姐"),
            Named("zhao", "老赵"),
        ]
        await estate.says("wang", ROOM, "还听得到吗")
        assert (await bot.heard()).text == "还听得到吗"


async def test_a_wrong_token_is_told(estate: WeChat) -> None:
    with pytest.raises(NothingSeen, match="the gateway refuses the token"):
        await room_ids(replace(settings(estate), token="another-token"))


async def test_the_doctor_finds_the_account_in_every_group_or_names_the_others(
    estate: WeChat, tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reader, "load", lambda: reader)
    config = config_for(estate, tmp_path)
    async with Listener(WechatyChannel(settings(estate))):
        well = await channel_finding(config)
        config_for(estate, tmp_path, committee="nobody@chatroom")
        sick = await channel_finding(config)
    assert well.ok
    assert well.detail == f"wechaty at {estate.endpoint} (no TLS): the account is in all 2 groups"
    assert not sick.ok
    assert sick.detail.startswith("the account is not in nobody@chatroom: correct the ids")


async def test_the_list_of_groups_on_the_command_line(estate: WeChat, tmp_path: Path) -> None:
    config = str(config_for(estate, tmp_path))
    assert await said("-c", config) == f"{ROOM}\t3栋业主群\n{OTHER_ROOM}\t业委会群\n"
    assert await said("-c", config, "--members", OTHER_ROOM) == "whistle\t吹哨\nzhao\t老赵\n"


async def said(*arguments: str) -> str:
    """What `python -m bot.rooms` prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.rooms", *arguments, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    assert process.returncode == 0
    return output.decode()
