"""What the process runs with: checked, typed, complete."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bot.channels.base import Channel
from bot.channels.wechaty.settings import WechatySettings
from bot.outbox import Pace
from handlers.estate import Estate


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Where the committee's page is served."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Settings:
    """The config in the shapes of the parts that use it.

    `database_url` names its async driver and holds the password, if there is one: never log it. `wechaty` is None for
    the local channel, whose account is `account`.
    """

    file: Path
    estates: tuple[Estate, ...]
    database_url: str = field(repr=False)
    account: str
    wechaty: WechatySettings | None
    pace: Pace
    web: WebAddress

    def open_channel(self) -> Channel:
        """The channel of the config, not yet started. Its module is loaded only now."""
        if self.wechaty is None:
            from bot.channels.local import LocalChannel

            return LocalChannel(self.account)
        from bot.channels.wechaty.channel import WechatyChannel

        return WechatyChannel(self.wechaty)
