"""Many fetches at once, results in the order they were asked for."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Ordered(Generic[T]):
    """Runs up to `width` jobs at once; `results` gives what they return, in the order of `put`.

    Jobs wait in a list without limit: a job is a message id, and an id not taken from the wire is an id lost when the
    connection breaks. Jobs must not raise.
    """

    def __init__(self, width: int) -> None:
        self._width = width
        self._waiting: deque[Callable[[], Awaitable[T]]] = deque()
        self._running: deque[asyncio.Future[T]] = deque()
        self._changed = asyncio.Event()
        self._closed = False

    def put(self, job: Callable[[], Awaitable[T]]) -> None:
        """Start the job as soon as there is room for it."""
        self._waiting.append(job)
        self._fill()

    async def results(self) -> AsyncIterator[T]:
        """What the jobs return, until `close`. Leaving and coming back loses nothing that was not yet given."""
        while not self._closed:
            if not self._running:
                self._changed.clear()
                await self._changed.wait()
                continue
            first = self._running[0]
            await asyncio.wait({first})
            if self._closed:
                return
            self._running.popleft()
            self._fill()
            yield first.result()

    def close(self) -> None:
        """End `results` and whatever still runs."""
        self._closed = True
        self._waiting.clear()
        for job in self._running:
            job.cancel()
        self._changed.set()

    def _fill(self) -> None:
        while self._waiting and len(self._running) < self._width:
            self._running.append(asyncio.ensure_future(self._waiting.popleft()()))
        self._changed.set()
