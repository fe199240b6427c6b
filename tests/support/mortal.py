"""A whole bot in a process of its own that may be killed at any moment, and started again on the same folder.

Run as `python -m tests.support.mortal FOLDER [--naive] [--die-after-saying N]`. It reads FOLDER/script.jsonl (messages
in order), feeds what the inbox does not hold yet (and the last few again, as a gateway that replays would), and ends
by itself when everything is handled and said. `--die-after-saying N` kills it (SIGKILL) between the N-th delivery and
writing it down; `--naive` says again whatever was never answered, which is what this bot must not do.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import update
from sqlmodel import col

from bot.assemble import App, assemble
from bot.channels.base import Heard, Kind
from bot.channels.local import LocalChannel
from bot.outbox import Outbox, Pace
from bot.timepiece import SystemClock
from nlp.classify import Reader
from storage.tables import OutboxRow
from tests.support.chat import GREEN

ACCOUNT = "mortal"
FED_AGAIN = 5
FEED_GAP = 0.03  # seconds; slow enough for many deaths


class DyingChannel(LocalChannel):
    """Dies right after the n-th delivery, before anybody can write it down."""

    left = -1

    async def say(self, room_id: str, text: str, *, mentions: Sequence[str] = (), image: bytes | None = None) -> str:
        message_id = await super().say(room_id, text, mentions=mentions, image=image)
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return message_id


class NaiveOutbox(Outbox):
    """The negative control: what was never answered is said again."""

    async def reconcile(self) -> int:
        async with self._store.writing() as work:
            rows = update(OutboxRow).where(col(OutboxRow.state) == "sending")
            await work.session.execute(rows.values(state="pending"))
            await work.commit()
        return 0


async def _feed(app: App, channel: LocalChannel, script: Sequence[dict[str, str]]) -> None:
    async with app.store.reading() as work:
        known = await work.inbox.count("green", "done") + await work.inbox.count("green", "waiting")
    for line in script[max(0, known - FED_AGAIN) :]:
        channel.hear(
            Heard(ACCOUNT, line["id"], line["room"], line["talker"], line["talker"], Kind.TEXT, line["text"],
                  datetime.now(UTC))
        )  # fmt: skip
        await asyncio.sleep(FEED_GAP)


async def _finished(app: App, messages: int) -> None:
    """Until every message is handled and nothing is left to say."""
    while True:
        async with app.store.reading() as work:
            handled = await work.inbox.count("green", "done")
            open_rows = [row for state in ("pending", "sending") for row in await work.outbox.in_state(ACCOUNT, state)]
        if handled == messages and not open_rows:
            return
        await asyncio.sleep(0.05)


async def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--naive", action="store_true")
    options.add_argument("--die-after-saying", type=int, default=-1)
    asked = options.parse_args()
    script = [json.loads(line) for line in (asked.folder / "script.jsonl").read_text("utf-8").splitlines()]
    channel = DyingChannel(ACCOUNT, log=asked.folder / "echoes.jsonl")
    channel.left = asked.die_after_saying
    pace = Pace(gap=0.0, jitter=0.0, grace=0.2)
    url = f"sqlite+aiosqlite:///{asked.folder / 'whistle.sqlite3'}"
    app = await assemble(
        [replace(GREEN, quiet=None)],
        database_url=url,
        channel=channel,
        clock=SystemClock(),
        pace=pace,
        reader=Reader.load(),
    )
    if asked.naive:
        app = App(
            app.estates, app.store, channel, app.clock, app.intake, app.worker,
            NaiveOutbox(app.store, app.estates, channel, app.clock, pace), app.ticker,
        )  # fmt: skip
    await channel.start()
    await app.outbox.reconcile()
    running = asyncio.ensure_future(app.run())
    print("ready", flush=True)
    feeding = asyncio.ensure_future(_feed(app, channel, script))
    finished = asyncio.ensure_future(_finished(app, len(script)))
    await asyncio.wait([running, finished], return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        running.result()
    await feeding
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await app.close()
    print("finished", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
