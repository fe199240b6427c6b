"""The main job on WeChat's side: real gateway, real database, real reader, nothing in between replaced."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.assemble import App, assemble
from bot.channels.wechaty.channel import WechatyChannel
from bot.outbox import Pace
from bot.timepiece import SystemClock
from handlers.estate import Estate, Member, Room
from handlers.rules.lifecycle import Role, RoomRole
from nlp.context import Gazetteer
from nlp.learning import Reads
from tests.gateway.listener import until, until_found
from tests.gateway.test_channel import settings
from tests.gateway.wechat import WeChat

pytestmark = pytest.mark.gateway

BUILDING = "building3@chatroom"
OTHER_BUILDING = "building5@chatroom"
COMMITTEE = "committee@chatroom"
DASHES = "- - - - - - - - - - - - - - -"

GREEN = Estate(
    estate_id="green",
    name="青园",
    zone=ZoneInfo("Asia/Shanghai"),
    rooms=(
        Room(BUILDING, "3栋群", RoomRole.BUILDING, ("3栋",)),
        Room(OTHER_BUILDING, "5栋群", RoomRole.BUILDING, ("5栋",)),
        Room(COMMITTEE, "业委会群", RoomRole.COMMITTEE),
    ),
    members=(Member("zhang", "张姐", Role.COMMITTEE),),
    gazetteer=Gazetteer(buildings=tuple(f"{n}栋" for n in range(1, 15))),
)


@pytest.fixture
async def estate(wechat: WeChat) -> WeChat:
    """The groups of an estate, with the bot in them; the gateway echoes the bot's own messages, as WeChat does."""
    for contact, name in {"whistle": "小助手", "wang": "王姐", "zhao": "老赵", "zhang": "张姐"}.items():
        await wechat.person(contact, name)
    await wechat.room(BUILDING, "3栋业主群", ["whistle", "wang"], {"wang": "3-2-502 王姐"})
    await wechat.room(OTHER_BUILDING, "5栋业主群", ["whistle", "zhao"])
    await wechat.room(COMMITTEE, "业委会", ["whistle", "zhang"])
    await wechat.echoes()
    await wechat.login("whistle")
    return wechat


@pytest.fixture
async def whistle(estate: WeChat, reader: Reads, tmp_path: Path) -> AsyncIterator[App]:
    async with running(estate, reader, tmp_path) as app:
        yield app


@asynccontextmanager
async def running(estate: WeChat, reader: Reads, folder: Path, **more: float) -> AsyncIterator[App]:
    """A whole Whistle on this gateway; `more` are settings of the channel."""
    app = await assemble(
        (GREEN,),
        database_url=f"sqlite+aiosqlite:///{folder / 'whistle.sqlite3'}",
        channel=WechatyChannel(settings(estate, **more)),
        clock=SystemClock(),
        pace=Pace(gap=0.0, jitter=0.0, grace=1.0),
        reader=reader,
    )
    task = asyncio.create_task(app.run())
    try:
        await until(lambda: app.channel.health().connected)
        yield app
    finally:
        task.cancel()
        await asyncio.wait({task})
        await app.close()


def quoting(card: str, reply: str) -> str:
    """What WeChat makes of a reply to one of the bot's messages."""
    return f"「小助手：{card}」\n{DASHES}\n{reply}"


async def card_of(wechat: WeChat, number: int) -> str:
    """The card of a request, as soon as the committee has it."""
    begin = f"#{number} "
    lines = await wechat.hears(COMMITTEE, lambda lines: any(line.startswith(begin) for line in lines))
    return next(line for line in lines if line.startswith(begin))


async def announced(wechat: WeChat, word: str) -> None:
    """The building's group reads it."""
    await wechat.hears(BUILDING, lambda lines: any(word in line for line in lines))


def announcements(wechat: WeChat) -> list[str]:
    """What the building's group was told to have become of the matter, in order."""
    return [line for line in wechat.texts(BUILDING) if "接单" in line or "拖走" in line]


async def all_said(app: App) -> None:
    """Nothing waits to be said, or for an answer whether it was."""

    async def silent() -> bool:
        return not await lines_in(app, "pending") and not await lines_in(app, "sending")

    await until_found(silent)


async def lines_in(app: App, state: str) -> list[str]:
    """The lines of the outbox in this state."""
    async with app.store.reading() as work:
        return [row.text for row in await work.outbox.in_state(app.channel.account, state)]


async def nothing_more_to_come(wechat: WeChat, app: App) -> None:
    """Everything heard so far has been handled: messages are handled in order, and a new one at the end has been."""
    await wechat.says("zhao", OTHER_BUILDING, "5栋2单元垃圾桶满了好几天没人收 臭死了")
    await card_of(wechat, 2)
    await all_said(app)


def cards(wechat: WeChat) -> list[str]:
    """The numbers of all cards the committee got. A card ends with what can be answered to it."""
    return [line.split()[0] for line in wechat.texts(COMMITTEE) if "引用本条回" in line]


async def test_from_the_report_to_the_announcement(estate: WeChat, whistle: App) -> None:
    await estate.says("wang", BUILDING, "沪A12345堵住消防通道了,车子进不来")
    card = await card_of(estate, 1)
    assert "3-2-502 王姐" in card
    assert "沪A12345" in card

    await estate.says("zhang", COMMITTEE, quoting(card, "接单"))
    await announced(estate, "接单")

    await estate.says("zhang", COMMITTEE, quoting(card, "办结 已拖走"))
    await announced(estate, "已拖走")

    accepted, resolved = announcements(estate)
    assert "#1" in accepted
    assert "#1" in resolved


async def test_the_same_events_three_times_make_one_request_one_card_and_one_announcement_each(
    estate: WeChat, whistle: App
) -> None:
    async def three_times(who: str, room: str, text: str) -> None:
        message_id = await estate.says(who, room, text)
        for _ in range(2):
            await estate.do("replay", message_id=message_id)

    await three_times("wang", BUILDING, "沪A12345堵住消防通道了,车子进不来")
    card = await card_of(estate, 1)
    await three_times("zhang", COMMITTEE, quoting(card, "接单"))
    await three_times("zhang", COMMITTEE, quoting(card, "办结 已拖走"))
    await nothing_more_to_come(estate, whistle)

    assert cards(estate) == ["#1", "#2"]
    assert len(announcements(estate)) == 2
    async with whistle.store.reading() as work:
        assert [request.status for request in await work.requests.all("green")] == ["resolved", "reported"]


async def test_with_the_gateway_killed_in_the_middle_nothing_is_lost_or_said_twice(
    estate: WeChat, whistle: App
) -> None:
    async def killed_and_restarted() -> None:
        await all_said(whistle)
        await estate.kill()
        await until(lambda: not whistle.channel.health().connected)
        await estate.restart()
        await until(lambda: whistle.channel.health().connected)

    report = await estate.says("wang", BUILDING, "沪A12345堵住消防通道了,车子进不来")
    card = await card_of(estate, 1)
    await killed_and_restarted()
    again = {"from": "wang", "room": BUILDING, "text": "沪A12345堵住消防通道了,车子进不来", "message_id": report}
    await estate.do("say", **again)  # a puppet that logs in anew tells the last messages again, under their ids

    await estate.says("zhang", COMMITTEE, quoting(card, "接单"))
    await announced(estate, "接单")
    await killed_and_restarted()

    await estate.says("zhang", COMMITTEE, quoting(card, "办结 已拖走"))
    await announced(estate, "已拖走")
    await nothing_more_to_come(estate, whistle)

    assert cards(estate) == ["#1", "#2"]
    assert len(announcements(estate)) == 2


async def test_what_could_not_be_said_while_wechat_was_logged_out_is_said_once_it_is_back(
    estate: WeChat, whistle: App
) -> None:
    await estate.do("logout")
    await until(lambda: not whistle.channel.health().connected)
    await estate.says("wang", BUILDING, "沪A12345堵住消防通道了,车子进不来")
    await until_found(lambda: lines_in(whistle, "pending"))
    assert estate.sent == []
    await estate.do("login", contact="whistle")
    await nothing_more_to_come(estate, whistle)
    assert cards(estate) == ["#1", "#2"]


async def test_a_line_whose_answer_is_cut_off_is_known_by_its_echo_and_not_said_again(
    estate: WeChat, reader: Reads, tmp_path: Path
) -> None:
    async with running(estate, reader, tmp_path, say_timeout=0.3) as whistle:
        await estate.fault("messageSendText", delay=1000, times=1)
        await estate.says("wang", BUILDING, "沪A12345堵住消防通道了,车子进不来")
        card = await card_of(estate, 1)
        await all_said(whistle)
        assert card in await lines_in(whistle, "sent")
        assert cards(estate) == ["#1"]


async def test_a_line_that_was_cut_off_without_an_echo_is_held_and_the_committee_is_asked(
    estate: WeChat, reader: Reads, tmp_path: Path
) -> None:
    async with running(estate, reader, tmp_path) as whistle:
        await estate.fault("messageSendText", delay=60_000, times=1)
        await estate.says("wang", BUILDING, "沪A12345堵住消防通道了,车子进不来")
        await until_found(lambda: estate.met("messageSendText"))
        await estate.kill()
        await estate.restart()
        await all_said(whistle)
        (held,) = await lines_in(whistle, "held")
        assert held not in [line["text"] for line in estate.sent]
        assert any("可能没发到" in line for line in estate.texts(COMMITTEE))
