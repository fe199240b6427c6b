"""The embedded channel: a chat of its own inside the process. It drives the demo page, the tests and the kill loops.

Whatever is said in a room, by people or by the bot, is one Line; `subscribe` tells it to whoever looks at the rooms.
With `log` the bot's own lines are on disk (JSON lines, fsync) before anybody hears of them: the proof of delivery that
a restarted process reads back through `own_messages`.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from bot.channels.base import Echo, Event, Health, Heard, Kind, Refused
from bot.timepiece import Clock, SystemClock

BOT = "whistle"
"""The talker id of the bot's own lines."""

LONGEST_TEXT = 100_000  # characters; longer lines are refused for good


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a room, as everybody in the room sees it. `at` is aware, in UTC; `image` is the picture's bytes."""

    message_id: str
    room_id: str
    talker_id: str
    talker_name: str
    kind: Kind
    text: str
    at: datetime
    quoted_speaker: str = ""
    quoted_text: str = ""
    image: bytes | None = None
    by_bot: bool = False


Listener = Callable[[Line], None]


class LocalChannel:
    """One account on the embedded chat. Everything lives in memory, but for the log of the bot's own lines."""

    def __init__(
        self, account: str = "local", log: Path | None = None, *, bot_name: str = "", clock: Clock | None = None
    ) -> None:
        self._account = account
        self._log = _Log(log) if log else None
        self._bot_name = bot_name
        self._clock = clock or SystemClock()
        self._own: list[Echo] = list(self._log.read(account)) if self._log else []
        self._events: asyncio.Queue[Event | None] = asyncio.Queue()
        self._listeners: list[Listener] = []
        self._open = False
        self._since = self._clock.now()

    @property
    def account(self) -> str:
        return self._account

    async def start(self) -> None:
        self._open, self._since = True, self._clock.now()

    async def close(self) -> None:
        self._open, self._since = False, self._clock.now()
        self._events.put_nowait(None)

    def health(self) -> Health:
        return Health(self._open, "embedded chat" if self._open else "closed", self._since)

    async def events(self) -> AsyncIterator[Event]:
        """Everything heard and not yet given out, then everything heard from now on, until `close`. One reader."""
        while (event := await self._events.get()) is not None:
            yield event

    async def say(self, room_id: str, text: str, *, mentions: Sequence[str] = (), image: bytes | None = None) -> str:
        """Say it as the bot: first to the log, then to the subscribers, then as an Echo. Raises Refused.

        A picture is a line of its own after the words, as on WeChat; the echo is that of the words.
        """
        if len(text) > LONGEST_TEXT:
            raise Refused(f"longer than {LONGEST_TEXT} characters")
        echo = Echo(self._account, f"said-{uuid4().hex}", room_id, text, self._clock.now())
        if self._log:
            await asyncio.to_thread(self._log.append, echo)
        self._own.append(echo)
        line = Line(echo.message_id, room_id, BOT, self._bot_name, Kind.TEXT, text, echo.seen_at, by_bot=True)
        self._tell(line)
        if image is not None:
            picture_id = f"{line.message_id}-picture"
            self._tell(replace(line, message_id=picture_id, kind=Kind.IMAGE, text="", image=image))
        self._events.put_nowait(echo)
        return echo.message_id

    async def own_messages(self, since: datetime) -> Sequence[Echo]:
        return [echo for echo in self._own if echo.seen_at >= since]

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every line said from now on, in any room; the returned function ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def says(
        self,
        room_id: str,
        talker_id: str,
        name: str,
        text: str,
        *,
        quoted_speaker: str = "",
        quoted_text: str = "",
        image: bytes | None = None,
        at: datetime | None = None,
        message_id: str = "",
    ) -> str:
        """Somebody says something in a room; returns the message id."""
        heard = Heard(
            account=self._account,
            message_id=message_id or f"heard-{uuid4().hex}",
            room_id=room_id,
            talker_id=talker_id,
            talker_name=name,
            kind=Kind.IMAGE if image is not None else Kind.TEXT,
            text=text,
            sent_at=at or self._clock.now(),
            quoted_speaker=quoted_speaker,
            quoted_text=quoted_text,
        )
        self.hear(heard, image=image)
        return heard.message_id

    def hear(self, heard: Heard, *, image: bytes | None = None) -> None:
        """Take in a message as a platform would deliver it; for tests also the same one twice."""
        self._tell(
            Line(
                message_id=heard.message_id,
                room_id=heard.room_id,
                talker_id=heard.talker_id,
                talker_name=heard.talker_name,
                kind=heard.kind,
                text=heard.text,
                at=heard.sent_at,
                quoted_speaker=heard.quoted_speaker,
                quoted_text=heard.quoted_text,
                image=image,
            )
        )
        self._events.put_nowait(heard)

    def _tell(self, line: Line) -> None:
        for listener in tuple(self._listeners):
            listener(line)


class _Log:
    """The bot's own lines on disk. A line that a crash cut short is no proof of delivery and is passed over."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, echo: Echo) -> None:
        """On disk when this returns."""
        record = {"id": echo.message_id, "room": echo.room_id, "text": echo.text, "at": echo.seen_at.isoformat()}
        with self._path.open("ab+") as file:
            if file.seek(0, os.SEEK_END) and not self._ends_whole(file.fileno()):
                file.write(b"\n")
            file.write(json.dumps(record).encode("ascii") + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def read(self, account: str) -> Iterator[Echo]:
        """What was said before, oldest first."""
        if not self._path.exists():
            return
        with self._path.open("rb") as lines:
            for raw in lines:
                try:
                    known = json.loads(raw)
                    at = datetime.fromisoformat(known["at"]).astimezone(UTC)
                    yield Echo(account, known["id"], known["room"], known["text"], at)
                except (ValueError, KeyError, TypeError):
                    continue

    @staticmethod
    def _ends_whole(descriptor: int) -> bool:
        os.lseek(descriptor, -1, os.SEEK_END)
        return os.read(descriptor, 1) == b"\n"
