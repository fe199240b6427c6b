"""The demo's time: it runs like any clock, and the scripted day moves it on. It never goes back."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


class DemoClock:
    """A clock that starts at a chosen moment, runs on with the machine's, and can be moved ahead."""

    def __init__(self, start: datetime) -> None:
        self._from = start.astimezone(UTC)
        self._since = time.monotonic()

    def now(self) -> datetime:
        return self._from + timedelta(seconds=time.monotonic() - self._since)

    def move_to(self, moment: datetime) -> None:
        """Be at `moment` now, unless it is past already."""
        if moment > self.now():
            self._from, self._since = moment.astimezone(UTC), time.monotonic()
