"""A channel that does with a line what the test wants: deliver it, lose it, or not say what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.channels.base import Echo
from bot.channels.local import LocalChannel


class UnsureChannel(LocalChannel):
    """Raises `error` instead of saying a line, as long as one is set; `said` is what was delivered, (room, text)."""

    def __init__(self) -> None:
        super().__init__()
        self.error: Exception | None = None
        self.said: list[tuple[str, str]] = []
        self.seen: list[Echo] = []

    async def say(self, room_id: str, text: str, *, mentions: Sequence[str] = (), image: bytes | None = None) -> str:
        if self.error is not None:
            raise self.error
        self.said.append((room_id, text))
        return f"said-{len(self.said)}"

    async def own_messages(self, since: datetime) -> Sequence[Echo]:
        return [echo for echo in self.seen if echo.seen_at >= since]
