"""The WeChat channel when the gateway dies, freezes, is taken over, speaks TLS or knows another token."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.base import NotSent
from bot.channels.wechaty.channel import WechatyChannel
from bot.channels.wechaty.gateway import Gateway, LinkLost
from bot.channels.wechaty.payload import Payload
from bot.channels.wechaty.settings import WechatySettings
from tests.gateway.listener import Listener, until
from tests.gateway.test_channel import ROOM, settings
from tests.gateway.wechat import TOKEN, WeChat, free_port

pytestmark = pytest.mark.gateway


@pytest.fixture
async def estate(wechat: WeChat) -> WeChat:
    """A gateway with one room, logged in."""
    await populate(wechat)
    return wechat


async def populate(wechat: WeChat) -> None:
    await wechat.person("whistle", "吹哨")
    await wechat.person("wang", "王姐")
    await wechat.room(ROOM, "3栋业主群", ["whistle", "wang"])
    await wechat.login("whistle")


async def test_after_a_kill_and_a_restart_it_hears_and_speaks_again(estate: WeChat) -> None:
    async with Listener(WechatyChannel(settings(estate))) as bot:
        for n in range(2):
            await estate.says("wang", ROOM, f"第{n}次")
            assert (await bot.heard()).text == f"第{n}次"
            await estate.kill()
            await bot.disconnected()
            await estate.restart()
            await bot.connected()
        await bot.channel.say(ROOM, "我回来了")
        assert await estate.hears(ROOM) == ["我回来了"]


class Counting(WechatyChannel):
    """A channel that counts how often it asked what a message says."""

    asked = 0

    async def _fetch(self, message_id: str) -> Payload:
        self.asked += 1
        return await super()._fetch(message_id)


async def test_what_was_being_fetched_when_the_connection_broke_is_fetched_afterwards(estate: WeChat) -> None:
    channel = Counting(settings(estate, call_timeout=60.0))
    async with Listener(channel) as bot:
        await estate.fault("messagePayload", times=1, delay=60_000)
        await estate.says("wang", ROOM, "别丢了我")
        await estate.says("wang", ROOM, "后面的话")
        await until(lambda: channel.asked == 2)
        estate.freeze()
        await bot.disconnected()
        estate.thaw()
        assert [(await bot.heard()).text for _ in range(2)] == ["别丢了我", "后面的话"]


async def test_it_may_start_before_the_gateway_does(wechat: WeChat) -> None:
    await wechat.kill()
    channel = WechatyChannel(settings(wechat))
    await channel.start()
    with pytest.raises(NotSent):
        await channel.say(ROOM, "有人吗")
    await channel.close()
    await wechat.start()
    await populate(wechat)
    async with Listener(WechatyChannel(settings(wechat))) as bot:
        assert bot.channel.health().detail == "logged in as whistle"


async def test_a_frozen_gateway_is_noticed_and_found_again_when_it_thaws(estate: WeChat) -> None:
    async with Listener(WechatyChannel(settings(estate))) as bot:
        estate.freeze()
        await bot.disconnected()
        assert "does not answer" in bot.channel.health().detail
        estate.thaw()
        await bot.connected()
        await estate.says("wang", ROOM, "活过来了")
        assert (await bot.heard()).text == "活过来了"


async def test_an_event_stream_left_by_another_client_is_taken_over(estate: WeChat) -> None:
    left = Gateway(settings(estate), None)
    stream = left.events()
    await anext(stream)
    async with Listener(WechatyChannel(settings(estate))) as bot:
        await estate.says("wang", ROOM, "谁在听")
        assert (await bot.heard()).text == "谁在听"
    with pytest.raises(LinkLost):
        async for _ in stream:
            pass
    left.close()


async def test_when_another_client_takes_over_it_takes_its_place_back(estate: WeChat) -> None:
    async with Listener(WechatyChannel(settings(estate))) as bot:
        other = Gateway(settings(estate), None)
        await other.stub().stop()
        await bot.disconnected()
        assert "another client" in bot.channel.health().detail
        await bot.connected()
        other.close()


async def test_an_error_event_does_not_end_the_listening(estate: WeChat) -> None:
    async with Listener(WechatyChannel(settings(estate))) as bot:
        await estate.do("error", data="the puppet stumbled")
        await estate.says("wang", ROOM, "还在")
        assert (await bot.heard()).text == "还在"


async def test_a_wrong_token_is_told_to_the_operator(estate: WeChat) -> None:
    wrong = WechatySettings("whistle-bot", estate.endpoint, "wrong", longest_wait=0.5)
    channel = WechatyChannel(wrong)
    await channel.start()
    await until(lambda: "refuses the token" in channel.health().detail)
    assert "wrong" not in repr(wrong)
    assert not channel.health().connected
    await channel.close()


async def test_closing_ends_the_events(estate: WeChat) -> None:
    async with Listener(WechatyChannel(settings(estate))) as bot:
        await bot.channel.close()
    assert bot.channel.health().detail == "closed"


# -- TLS


@pytest.fixture
async def tls_wechat(node_modules: Path) -> AsyncIterator[WeChat]:
    gateway = WeChat(free_port(), tls=True)
    await gateway.start()
    await populate(gateway)
    yield gateway
    await gateway.kill()


@pytest.fixture
def wechaty_ca(node_modules: Path, tmp_path: Path) -> Path:
    """The authority that signed the certificate built into every Wechaty gateway."""
    source = (node_modules / "wechaty-puppet-service/dist/esm/src/auth/ca.js").read_text()
    found = re.search(r"TLS_CA_CERT = `(.*?)`", source, re.DOTALL)
    assert found is not None
    path = tmp_path / "wechaty-ca.pem"
    path.write_text(found[1])
    return path


async def test_over_tls_it_hears_and_speaks(tls_wechat: WeChat, wechaty_ca: Path) -> None:
    tls = settings(tls_wechat, tls=True, ca_file=wechaty_ca, server_name="insecure")
    async with Listener(WechatyChannel(tls)) as bot:
        await tls_wechat.says("wang", ROOM, "加密了吗")
        assert (await bot.heard()).text == "加密了吗"
        await bot.channel.say(ROOM, "加密了")
        assert await tls_wechat.hears(ROOM) == ["加密了"]


@pytest.mark.parametrize("more", [{}, {"server_name": "somebody-else"}], ids=["host name", "other name"])
async def test_a_certificate_for_another_name_is_not_accepted(
    tls_wechat: WeChat, wechaty_ca: Path, more: dict[str, str]
) -> None:
    await _is_not_trusted(settings(tls_wechat, tls=True, ca_file=wechaty_ca, **more))


async def test_a_certificate_of_an_unknown_authority_is_not_accepted(tls_wechat: WeChat) -> None:
    await _is_not_trusted(settings(tls_wechat, tls=True, server_name="insecure"))


async def test_a_bad_authority_file_stops_the_start(wechat: WeChat, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be used"):
        await WechatyChannel(settings(wechat, tls=True, ca_file=tmp_path / "missing.pem")).start()


@pytest.mark.parametrize("endpoint", ["gateway", "gateway:", ":8788", "gateway:0", "gateway:http"])
def test_an_endpoint_needs_host_and_port(endpoint: str) -> None:
    with pytest.raises(ValueError, match="host:port"):
        WechatySettings("whistle-bot", endpoint, TOKEN)


async def _is_not_trusted(tls: WechatySettings) -> None:
    channel = WechatyChannel(tls)
    await channel.start()
    await until(lambda: "certificate" in channel.health().detail)
    with pytest.raises(NotSent):
        await channel.say(ROOM, "有人吗")
    await channel.close()
