"""The WeChat channel against the real gateway: what is heard, in which order, and what is said."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.base import Echo, Heard, Kind, NotSent, Refused, RoomChanged, Unknown
from bot.channels.wechaty.channel import WechatyChannel
from bot.channels.wechaty.settings import WechatySettings
from tests.gateway.listener import Listener, until_found
from tests.gateway.wechat import TOKEN, WeChat

pytestmark = pytest.mark.gateway

ROOM = "building3@chatroom"
OTHER_ROOM = "building5@chatroom"


@pytest.fixture
async def bot(wechat: WeChat) -> AsyncIterator[Listener]:
    """A channel on a gateway with two rooms, logged in."""
    await wechat.person("whistle", "吹哨")
    await wechat.person("wang", "王姐")
    await wechat.person("zhao", "老赵")
    await wechat.room(ROOM, "3栋业主群", ["whistle", "wang", "zhao"], {"wang": "3-502 王姐"})
    await wechat.room(OTHER_ROOM, "5栋业主群", ["whistle", "zhao"])
    await wechat.login("whistle")
    async with Listener(WechatyChannel(settings(wechat))) as listener:
        yield listener


def settings(wechat: WeChat, **more: object) -> WechatySettings:
    quick: dict[str, object] = {"ping_every": 0.5, "ping_timeout": 0.5, "call_timeout": 2.0, "longest_wait": 1.0}
    return WechatySettings("whistle-bot", wechat.endpoint, TOKEN, **{**quick, **more})  # type: ignore[arg-type]


# -- hearing


async def test_a_message_is_heard_with_its_room_its_talker_and_the_name_he_goes_by_there(
    wechat: WeChat, bot: Listener
) -> None:
    sent = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    at = int(sent.timestamp() * 1000)
    message_id = await wechat.says("wang", ROOM, "电梯又停了", timestamp=at, mentions=["zhao"])
    assert await bot.next() == Heard(
        account="whistle-bot", message_id=message_id, room_id=ROOM, talker_id="wang", talker_name="3-502 王姐",
        kind=Kind.TEXT, text="电梯又停了", sent_at=sent, mentions=("zhao",),
    )  # fmt: skip


async def test_somebody_without_a_name_for_the_room_goes_by_his_own(wechat: WeChat, bot: Listener) -> None:
    await wechat.says("zhao", ROOM, "我家没事")
    assert (await bot.heard()).talker_name == "老赵"


async def test_a_time_in_seconds_is_understood_too(wechat: WeChat, bot: Listener) -> None:
    await wechat.says("wang", ROOM, "早", timestamp=1_772_353_800)
    assert (await bot.heard()).sent_at == datetime.fromtimestamp(1_772_353_800, UTC)


async def test_a_quote_is_split_from_the_reply(wechat: WeChat, bot: Listener) -> None:
    await wechat.says("zhao", ROOM, "「吹哨：#12 东门堵车」\n- - - - - - - - - - - - - - -\n接单")
    heard = await bot.heard()
    assert (heard.quoted_speaker, heard.quoted_text, heard.text) == ("吹哨", "#12 东门堵车", "接单")


async def test_a_mention_stays_in_the_text_and_its_id_comes_along(wechat: WeChat, bot: Listener) -> None:
    await wechat.says("wang", ROOM, "@吹哨\u2005进度", mentions=["whistle"])
    heard = await bot.heard()
    assert (heard.text, heard.mentions) == ("@吹哨\u2005进度", ("whistle",))


async def test_a_burst_in_two_rooms_keeps_its_order(wechat: WeChat, bot: Listener) -> None:
    await asyncio.gather(
        wechat.do("burst", **{"from": "wang"}, room=ROOM, text="甲", count=300),
        wechat.do("burst", **{"from": "zhao"}, room=OTHER_ROOM, text="乙", count=300),
    )
    heard = [await bot.heard() for _ in range(600)]
    assert [one.text for one in heard if one.room_id == ROOM] == [f"甲 {n}" for n in range(300)]
    assert [one.text for one in heard if one.room_id == OTHER_ROOM] == [f"乙 {n}" for n in range(300)]


async def test_a_message_that_is_slow_to_fetch_keeps_its_place(wechat: WeChat, bot: Listener) -> None:
    await wechat.fault("messagePayload", times=1, delay=700)
    for n in range(5):
        await wechat.says("wang", ROOM, f"第{n}句")
    assert [(await bot.heard()).text for _ in range(5)] == [f"第{n}句" for n in range(5)]


async def test_a_message_that_fails_to_fetch_is_tried_again_and_keeps_its_place(wechat: WeChat, bot: Listener) -> None:
    await wechat.fault("messagePayload", times=3, error="try again")
    for n in range(3):
        await wechat.says("wang", ROOM, f"第{n}句")
    assert [(await bot.heard()).text for _ in range(3)] == [f"第{n}句" for n in range(3)]


async def test_a_message_that_cannot_be_fetched_is_logged_by_id_and_the_next_one_is_heard(
    wechat: WeChat, bot: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    await wechat.do("replay", message_id="gone-for-good")
    await wechat.says("wang", ROOM, "还在吗")
    assert (await bot.heard()).text == "还在吗"
    assert "gone-for-good could not be fetched and is lost" in caplog.text
    assert "还在吗" not in caplog.text


async def test_the_same_message_again_has_the_same_id(wechat: WeChat, bot: Listener) -> None:
    message_id = await wechat.says("wang", ROOM, "东门堵了")
    for _ in range(2):
        await wechat.do("replay", message_id=message_id)
    assert [(await bot.heard()).message_id for _ in range(3)] == [message_id] * 3


async def test_taking_a_message_back_tells_which(wechat: WeChat, bot: Listener) -> None:
    message_id = await wechat.says("wang", ROOM, "说错了")
    await bot.heard()
    await wechat.do("recall", **{"from": "wang"}, room=ROOM, message_id=message_id)
    heard = await bot.heard()
    assert (heard.kind, heard.text, heard.talker_id) == (Kind.RECALL, message_id, "wang")


async def test_a_picture_is_heard_as_a_picture_and_a_video_as_something_else(wechat: WeChat, bot: Listener) -> None:
    for kind, name in (("Image", "a.jpg"), ("Video", "a.mp4"), ("Audio", "a.silk")):
        await wechat.do(
            "file", **{"from": "wang"}, room=ROOM, base64="AAAA", name=name, kind=kind, text="<msg>markup</msg>"
        )
    heard = [await bot.heard() for _ in range(3)]
    assert [(one.kind, one.text) for one in heard] == [(Kind.IMAGE, ""), (Kind.OTHER, ""), (Kind.OTHER, "")]


async def test_private_messages_are_not_heard(wechat: WeChat, bot: Listener) -> None:
    await wechat.do("say", **{"from": "wang"}, text="悄悄说")
    await wechat.says("wang", ROOM, "大声说")
    assert (await bot.heard()).text == "大声说"


async def test_a_long_message_a_nul_and_half_a_character_are_heard(wechat: WeChat, bot: Listener) -> None:
    long = "东门又堵了" * 7_000
    for text in (long, "前\x00后", "前\ud800后", "👨‍👩‍👧"):
        await wechat.says("wang", ROOM, text)
    heard = [(await bot.heard()).text for _ in range(4)]
    assert heard[0] == long
    assert heard[1] == "前\x00后"
    assert (heard[2][0], heard[2][-1]) == ("前", "后")
    heard[2].encode()
    assert heard[3] == "👨‍👩‍👧"


async def test_a_talker_whom_the_gateway_does_not_know_is_heard_without_a_name(wechat: WeChat, bot: Listener) -> None:
    await wechat.says("stranger", ROOM, "路过")
    heard = await bot.heard()
    assert (heard.talker_id, heard.talker_name, heard.text) == ("stranger", "", "路过")


# -- what changes


async def test_a_new_topic_is_told(wechat: WeChat, bot: Listener) -> None:
    await wechat.do("topic", room=ROOM, topic="3栋邻里群", by="wang")
    assert await bot.next() == RoomChanged("whistle-bot", ROOM, "3栋邻里群")


async def test_who_joins_is_told(wechat: WeChat, bot: Listener) -> None:
    await wechat.person("new", "新邻居")
    await wechat.do("join", room=ROOM, members=["new"], by="wang")
    assert await bot.next() == RoomChanged("whistle-bot", ROOM, "3栋业主群", ("new",))


async def test_a_new_name_in_the_room_is_used_from_then_on(wechat: WeChat, bot: Listener) -> None:
    await wechat.says("wang", ROOM, "一")
    assert (await bot.heard()).talker_name == "3-502 王姐"
    await wechat.do("alias", room=ROOM, contact="wang", alias="3-502 王姐(出租)")
    await wechat.says("wang", ROOM, "二")
    assert (await bot.heard()).talker_name == "3-502 王姐(出租)"


# -- saying


async def test_what_is_said_arrives_and_comes_back_as_an_echo_and_not_as_heard(wechat: WeChat, bot: Listener) -> None:
    await wechat.do("echo", on=True)
    before = datetime.now(UTC)
    message_id = await bot.channel.say(ROOM, "已登记【停车】#12")
    assert await wechat.hears(ROOM) == ["已登记【停车】#12"]
    echo = await bot.next()
    assert isinstance(echo, Echo)
    assert (echo.message_id, echo.room_id, echo.text) == (message_id, ROOM, "已登记【停车】#12")
    assert await bot.channel.own_messages(before) == [echo]
    assert await bot.channel.own_messages(echo.seen_at + timedelta(seconds=1)) == []


async def test_a_gateway_that_does_not_echo_says_nothing_of_own_messages(wechat: WeChat, bot: Listener) -> None:
    await bot.channel.say(ROOM, "听到了")
    await wechat.says("wang", ROOM, "好")
    assert (await bot.heard()).text == "好"
    assert await bot.channel.own_messages(datetime(2020, 1, 1, tzinfo=UTC)) == []


async def test_a_mention_calls_by_name_and_its_echo_has_the_words_alone(wechat: WeChat, bot: Listener) -> None:
    await wechat.do("echo", on=True)
    await bot.channel.say(ROOM, "请看一下", mentions=["wang", "zhao"])
    assert await wechat.hears(ROOM) == ["@3-502 王姐\u2005@老赵\u2005请看一下"]
    assert wechat.sent[0]["mentions"] == ["wang", "zhao"]
    echo = await bot.next()
    assert isinstance(echo, Echo)
    assert echo.text == "请看一下"


async def test_a_picture_follows_the_words(wechat: WeChat, bot: Listener) -> None:
    await bot.channel.say(ROOM, "本周汇总", image=b"\x89PNG" * 10_000)
    await wechat.hears(ROOM)
    assert [(one["type"], one.get("text"), one.get("size")) for one in wechat.sent] == [
        ("text", "本周汇总", None),
        ("image", None, 40_000),
    ]


async def test_half_a_character_is_replaced_and_whole_ones_are_not(wechat: WeChat, bot: Listener) -> None:
    await bot.channel.say(ROOM, "前\ud800后 \ud83d\ude00 👍")
    assert await wechat.hears(ROOM) == ["前\ufffd后 😀 👍"]


async def test_a_text_too_long_for_the_wire_is_refused(wechat: WeChat, bot: Listener) -> None:
    with pytest.raises(Refused):
        await bot.channel.say(ROOM, "长" * 1_500_000)
    assert wechat.sent == []


async def test_a_room_that_the_gateway_does_not_know_is_refused(bot: Listener) -> None:
    with pytest.raises(Refused):
        await bot.channel.say("nowhere@chatroom", "有人吗")


async def test_when_the_gateway_fails_nobody_knows_what_arrived(wechat: WeChat, bot: Listener) -> None:
    await wechat.fault("messageSendText", times=1, error="puppet trouble")
    with pytest.raises(Unknown):
        await bot.channel.say(ROOM, "听到了")


async def test_when_the_gateway_is_too_slow_nobody_knows_what_arrived(wechat: WeChat) -> None:
    await _room_and_login(wechat)
    async with Listener(WechatyChannel(settings(wechat, say_timeout=0.5))) as bot:
        await wechat.fault("messageSendText", times=1, delay=1500)
        with pytest.raises(Unknown):
            await bot.channel.say(ROOM, "听到了")


async def test_when_the_gateway_dies_meanwhile_nobody_knows_what_arrived(wechat: WeChat, bot: Listener) -> None:
    await wechat.fault("messageSendText", times=1, delay=60_000)
    saying = asyncio.create_task(bot.channel.say(ROOM, "听到了"))
    await until_found(lambda: wechat.met("messageSendText"))
    await wechat.kill()
    with pytest.raises(Unknown):
        await saying


async def test_when_the_gateway_is_gone_nothing_was_sent(wechat: WeChat, bot: Listener) -> None:
    await wechat.kill()
    with pytest.raises(NotSent):
        await bot.channel.say(ROOM, "听到了")


async def test_when_wechat_is_logged_out_nothing_was_sent_and_health_says_why(wechat: WeChat, bot: Listener) -> None:
    await wechat.do("logout")
    await bot.disconnected()
    assert "logged out" in bot.channel.health().detail
    with pytest.raises(NotSent):
        await bot.channel.say(ROOM, "听到了")


async def _room_and_login(wechat: WeChat) -> None:
    await wechat.person("whistle", "吹哨")
    await wechat.person("wang", "王姐")
    await wechat.room(ROOM, "3栋业主群", ["whistle", "wang"])
    await wechat.login("whistle")
