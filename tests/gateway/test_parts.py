"""The channel's parts by themselves, without a gateway."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.base import Kind
from bot.channels.wechaty.ordered import Ordered
from bot.channels.wechaty.payload import Payload, echo, heard, moment
from bot.channels.wechaty.remembered import Remembered
from bot.channels.wechaty.speech import sayable
from tests.gateway.wechat import HERE

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def test_the_lock_of_the_test_gateway_names_no_registry() -> None:
    assert '"resolved"' not in (HERE / "package-lock.json").read_text()


# -- payloads


@pytest.mark.parametrize(
    ("timestamp", "expected"),
    [
        (1_772_353_800, datetime(2026, 3, 1, 8, 30, tzinfo=UTC)),
        (1_772_353_800_000, datetime(2026, 3, 1, 8, 30, tzinfo=UTC)),
        (0, NOW),
        (2**64 - 1, NOW),
    ],
)
def test_a_timestamp_in_seconds_or_milliseconds_is_a_moment_and_nonsense_is_now(
    timestamp: int, expected: datetime
) -> None:
    assert moment(timestamp, NOW) == expected


@given(timestamp=st.integers(0, 2**64 - 1))
def test_every_timestamp_is_an_aware_moment(timestamp: int) -> None:
    assert moment(timestamp, NOW).tzinfo is UTC


@given(text=st.text(st.characters(), max_size=200), kind=st.sampled_from(Kind))
def test_every_payload_is_understood(text: str, kind: Kind) -> None:
    payload = Payload("m", "r", "t", kind, text, (), 0)
    assert heard(payload, "bot", "", NOW).kind is kind
    assert echo(payload, "bot", NOW).message_id == "m"


@pytest.mark.parametrize("text", ["群里有人@王姐", "@王姐 在吗", "3@5"])
def test_an_echo_keeps_an_at_sign_that_calls_nobody(text: str) -> None:
    assert echo(Payload("m", "r", "t", Kind.TEXT, text, (), 0), "bot", NOW).text == text


@given(text=st.text(st.characters(), max_size=200))
def test_every_text_can_be_said(text: str) -> None:
    said = sayable(text)
    said.encode()
    if all(not "\ud800" <= sign <= "\udfff" for sign in text):
        assert said == text


# -- order


async def test_results_come_in_the_order_of_asking_however_long_each_takes() -> None:
    ordered: Ordered[int] = Ordered(width=8)

    async def slow_at_first(n: int) -> int:
        await asyncio.sleep(0.02 if n % 8 == 0 else 0)
        return n

    for n in range(40):
        ordered.put(lambda n=n: slow_at_first(n))  # type: ignore[misc]
    results = ordered.results()
    assert [await anext(results) for _ in range(40)] == list(range(40))
    ordered.close()


async def test_no_more_than_width_run_at_once() -> None:
    running, most = 0, 0

    async def count() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1

    ordered: Ordered[None] = Ordered(width=3)
    for _ in range(20):
        ordered.put(count)
    results = ordered.results()
    for _ in range(20):
        await anext(results)
    assert most == 3
    ordered.close()


async def test_who_leaves_and_comes_back_misses_nothing() -> None:
    ordered: Ordered[int] = Ordered(width=2)
    go = asyncio.Event()

    async def one() -> int:
        await go.wait()
        return 1

    ordered.put(one)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await anext(ordered.results())
    go.set()
    assert await anext(ordered.results()) == 1
    ordered.close()


async def test_closing_ends_the_results() -> None:
    ordered: Ordered[None] = Ordered(width=2)
    ordered.put(asyncio.Event().wait)  # type: ignore[arg-type]
    collecting = asyncio.create_task(_all(ordered))
    await asyncio.sleep(0)
    ordered.close()
    assert await collecting == []


async def _all(ordered: Ordered[None]) -> list[None]:
    return [result async for result in ordered.results()]


# -- what is remembered


class Source:
    """Answers with how often it was asked; can be held up, and can fail."""

    def __init__(self) -> None:
        self.asked = 0
        self.fails = False
        self.free = asyncio.Event()
        self.free.set()

    async def __call__(self, key: str) -> str:
        self.asked += 1
        answer = f"{key}{self.asked}"
        await self.free.wait()
        if self.fails:
            raise ConnectionError
        return answer


async def test_a_value_is_asked_for_once_however_many_want_it() -> None:
    source = Source()
    cache = Remembered(source, size=10, max_age=60)
    assert set(await asyncio.gather(*(cache.get("a") for _ in range(20)))) == {"a1"}
    assert source.asked == 1


async def test_a_value_forgotten_while_it_is_fetched_is_not_kept() -> None:
    source = Source()
    source.free.clear()
    cache = Remembered(source, size=10, max_age=60)
    asking = asyncio.create_task(cache.get("a"))
    await asyncio.sleep(0)
    cache.forget(lambda key: key == "a")
    source.free.set()
    assert await asking == "a1"
    assert await cache.get("a") == "a2"


async def test_a_failure_is_not_remembered() -> None:
    source = Source()
    source.fails = True
    cache = Remembered(source, size=10, max_age=60)
    with pytest.raises(ConnectionError):
        await cache.get("a")
    source.fails = False
    assert await cache.get("a") == "a2"


async def test_what_is_old_is_asked_for_again() -> None:
    cache = Remembered(Source(), size=10, max_age=-1.0)
    assert [await cache.get("a"), await cache.get("a")] == ["a1", "a2"]


async def test_only_so_many_are_kept_and_the_longest_unused_goes_first() -> None:
    cache = Remembered(Source(), size=2, max_age=60)
    for key in ("a", "b", "a", "c"):
        await cache.get(key)
    assert [await cache.get("a"), await cache.get("b")] == ["a1", "b4"]
