"""Whistle as a plugin of a real python-wechaty bot on the real gateway."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.channels.base import Channel, Echo, Kind, NotSent, Refused, RoomChanged
from bot.channels.wechaty.beside import BesideChannel
from bot.channels.wechaty.compat import import_wechaty
from bot.channels.wechaty.gateway import Gateway
from bot.channels.wechaty.settings import WechatySettings
from bot.config import ConfigError
from bot.config.settings import Settings
from tests.gateway.listener import Listener, until
from tests.gateway.test_channel import ROOM
from tests.gateway.wechat import SLOW, TOKEN, WeChat, free_port

pytestmark = pytest.mark.gateway

COMMITTEE = "committee@chatroom"
CONFIG = f"""
[database]
url = "sqlite:///whistle.sqlite3"
[channel]
kind = "local"
account = "neighbour-bot"
gap_seconds = 0.0
jitter_seconds = 0.0
[[estates]]
id = "green"
name = "青园"
time_zone = "Asia/Shanghai"
buildings = ["1-14栋"]
[[estates.rooms]]
id = "{ROOM}"
role = "building"
[[estates.rooms]]
id = "{COMMITTEE}"
role = "committee"
[[estates.members]]
id = "zhang"
role = "committee"
"""


class Fell(Exception):
    """What `Ears` ends with."""


@dataclass
class Ears:
    """Stands where the assembled Whistle stands: listens to the channel it was given, until it falls."""

    listener: Listener
    falls: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        async with self.listener:
            await self.falls.wait()
            raise Fell

    async def close(self) -> None: ...


@dataclass
class Plugged:
    """A python-wechaty bot with the plugin in it, and what the plugin's channel hears."""

    bot: Any
    plugin: Any
    runs: list[Ears]

    @property
    def ears(self) -> Listener:
        return self.runs[-1].listener


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


@pytest.fixture
def wechaty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return import_wechaty()


@pytest.fixture
async def estate(wechat: WeChat) -> WeChat:
    """Two groups with the bot in them."""
    for contact, name in {"whistle": "吹哨", "wang": "王姐", "zhang": "张姐"}.items():
        await wechat.person(contact, name)
    await wechat.room(ROOM, "3栋业主群", ["whistle", "wang"], {"wang": "3-502 王姐"})
    await wechat.room(COMMITTEE, "业委会", ["whistle", "zhang"])
    await wechat.login("whistle")
    return wechat


@asynccontextmanager
async def running(wechaty: Any, wechat: WeChat, plugin: Any) -> AsyncIterator[Any]:
    """A python-wechaty bot with this plugin, as its owner would run it."""
    bot = wechaty.Wechaty(options(wechaty, wechat))
    bot.use(plugin)
    task = asyncio.create_task(bot.start())
    try:
        yield bot
    finally:
        await plugin.close()
        task.cancel()  # bot.start() would try again after a minute
        await asyncio.wait({task}, timeout=SLOW)
        bot.puppet.channel.close()
        bot._plugin_manager.scheduler.shutdown()


@pytest.fixture
async def plugged(estate: WeChat, wechaty: Any, config: Path) -> AsyncIterator[Plugged]:
    from bot.channels.wechaty.plugin import WhistlePlugin

    runs: list[Ears] = []

    async def ears(settings: Settings, channel: Channel) -> Ears:
        assert settings.account == channel.account == "neighbour-bot"
        runs.append(Ears(Listener(channel)))
        return runs[-1]

    plugin = WhistlePlugin(config, app_factory=ears)
    async with running(wechaty, estate, plugin) as bot:
        await until(lambda: bool(runs) and runs[0].listener.channel.health().connected)
        yield Plugged(bot, plugin, runs)


def options(wechaty: Any, wechat: WeChat) -> Any:
    from wechaty_puppet import PuppetOptions

    return wechaty.WechatyOptions(
        puppet_options=PuppetOptions(token=TOKEN, end_point=wechat.endpoint),
        port=free_port(),
        scheduler=AsyncIOScheduler(),
    )


async def test_what_the_bot_hears_whistle_hears(wechat: WeChat, plugged: Plugged) -> None:
    message_id = await wechat.says("wang", ROOM, "电梯又停了", mentions=["whistle"])
    heard = await plugged.ears.heard()
    assert (heard.account, heard.message_id, heard.room_id) == ("neighbour-bot", message_id, ROOM)
    assert (heard.talker_id, heard.talker_name, heard.text) == ("wang", "3-502 王姐", "电梯又停了")
    assert (heard.kind, heard.mentions) == (Kind.TEXT, ("whistle",))
    assert abs((datetime.now(UTC) - heard.sent_at).total_seconds()) < 60


async def test_quotes_pictures_and_recalls_come_as_what_they_are(wechat: WeChat, plugged: Plugged) -> None:
    first = await wechat.says("wang", ROOM, "「吹哨：#12 东门堵车」\n- - - - - - - - - - - - - - -\n接单")
    await wechat.do("file", **{"from": "wang"}, room=ROOM, base64="AAAA", name="a.jpg")
    await wechat.do("file", **{"from": "wang"}, room=ROOM, base64="AAAA", name="a.mp4", kind="Video")
    await wechat.do("recall", **{"from": "wang"}, room=ROOM, message_id=first)
    heard = [await plugged.ears.heard() for _ in range(4)]
    assert [one.kind for one in heard] == [Kind.TEXT, Kind.IMAGE, Kind.OTHER, Kind.RECALL]
    assert [one.text for one in heard] == ["接单", "", "", first]


async def test_a_burst_keeps_the_order_that_the_sdk_would_lose(wechat: WeChat, plugged: Plugged) -> None:
    await wechat.do("burst", **{"from": "wang"}, room=ROOM, text="第", count=200)
    assert [(await plugged.ears.heard()).text for _ in range(200)] == [f"第 {n}" for n in range(200)]


async def test_a_message_that_is_announced_again_holds_nothing_up(wechat: WeChat, plugged: Plugged) -> None:
    message_id = await wechat.says("wang", ROOM, "东门堵了")
    for _ in range(2):
        await wechat.do("replay", message_id=message_id)
    await wechat.says("wang", ROOM, "后面的话")
    assert [(await plugged.ears.heard()).text for _ in range(2)] == ["东门堵了", "后面的话"]


async def test_a_message_that_the_sdk_cannot_fetch_is_fetched(
    wechat: WeChat, plugged: Plugged, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.wechaty.beside.SDK_PATIENCE", 0.2)
    await wechat.fault("messagePayload", times=1, error="not now")
    await wechat.says("wang", ROOM, "一")
    await wechat.says("wang", ROOM, "二")
    assert [(await plugged.ears.heard()).text for _ in range(2)] == ["一", "二"]


async def test_what_whistle_says_the_bot_says(wechat: WeChat, plugged: Plugged) -> None:
    await wechat.do("echo", on=True)
    message_id = await plugged.ears.channel.say(ROOM, "已登记【停车】#12", mentions=["wang"])
    assert await wechat.hears(ROOM) == ["@3-502 王姐\u2005已登记【停车】#12"]
    echo = await plugged.ears.next()
    assert isinstance(echo, Echo)
    assert (echo.message_id, echo.text) == (message_id, "已登记【停车】#12")
    assert await plugged.ears.channel.own_messages(echo.seen_at) == [echo]
    with pytest.raises(Refused):
        await plugged.ears.channel.say("nowhere@chatroom", "有人吗")


async def test_changes_of_a_room_are_told(wechat: WeChat, plugged: Plugged) -> None:
    await wechat.person("new", "新邻居")
    await wechat.do("topic", room=ROOM, topic="3栋邻里群", by="wang")
    assert await plugged.ears.next() == RoomChanged("neighbour-bot", ROOM, "3栋邻里群")
    await wechat.do("join", room=ROOM, members=["new"], by="wang")
    changed = await plugged.ears.next()
    assert isinstance(changed, RoomChanged)
    assert changed.joined == ("new",)


async def test_a_plugin_that_is_stopped_hears_and_says_nothing_until_it_is_started(
    wechat: WeChat, plugged: Plugged
) -> None:
    by_the_bot: list[Any] = []
    plugged.bot.on("message", by_the_bot.append)
    await plugged.bot._plugin_manager.stop_plugin(plugged.plugin.name)
    await wechat.says("wang", ROOM, "听不见")
    await until(lambda: bool(by_the_bot))
    with pytest.raises(NotSent):
        await plugged.ears.channel.say(ROOM, "说不出")
    await plugged.bot._plugin_manager.start_plugin(plugged.plugin.name)
    await wechat.says("wang", ROOM, "听得见")
    assert (await plugged.ears.heard()).text == "听得见"


async def test_when_the_gateway_is_gone_nothing_was_sent(wechat: WeChat, plugged: Plugged) -> None:
    await wechat.kill()
    with pytest.raises(NotSent):
        await plugged.ears.channel.say(ROOM, "听到了")


async def test_when_whistle_fails_it_is_started_again_and_hears_what_was_said_meanwhile(
    wechat: WeChat, plugged: Plugged, caplog: pytest.LogCaptureFixture
) -> None:
    plugged.runs[0].falls.set()
    await until(lambda: "Whistle does not run" in caplog.text)
    await wechat.says("wang", ROOM, "有人吗")
    await until(lambda: len(plugged.runs) == 2)
    assert (await plugged.ears.heard()).text == "有人吗"


async def test_a_bot_that_went_deaf_without_noticing_is_not_called_connected(wechat: WeChat, plugged: Plugged) -> None:
    channel = BesideChannel("neighbour-bot", lambda: plugged.bot, pulse_every=0.1)
    plugged.bot.puppet.on("dong", lambda event: channel.dong())
    await channel.start()
    await asyncio.sleep(0.5)
    assert channel.health().connected
    other = Gateway(WechatySettings("other", wechat.endpoint, TOKEN), None)
    await other.stub().stop()  # the SDK's event stream ends, its connection stays
    await until(lambda: not channel.health().connected)
    assert "does not hear" in channel.health().detail
    other.close()
    await channel.close()


async def test_the_whole_of_whistle_runs_beside_the_bot(estate: WeChat, wechaty: Any, config: Path) -> None:
    from bot.channels.wechaty.plugin import WhistlePlugin

    async with running(wechaty, estate, WhistlePlugin(config=config)) as bot:
        await until(lambda: bot.puppet.login_user_id is not None)
        await estate.says("wang", ROOM, "沪A12345堵住消防通道了,车子进不来")
        (card,) = await estate.hears(COMMITTEE)
        assert "3-502 王姐" in card
        await estate.says("zhang", COMMITTEE, f"「吹哨：{card}」\n- - - - - - - - - - - - - - -\n办结 已拖走")
        await estate.hears(ROOM, lambda lines: any("已拖走" in line for line in lines))


def test_a_wrong_config_stops_the_bot_before_it_starts(wechaty: Any, tmp_path: Path) -> None:
    from bot.channels.wechaty.plugin import WhistlePlugin

    with pytest.raises(ConfigError):
        WhistlePlugin(tmp_path / "missing.toml")


def test_before_its_login_the_bot_is_not_connected() -> None:
    health = BesideChannel("neighbour-bot", lambda: None).health()
    assert (health.connected, health.detail) == (False, "the bot is not logged in yet")
