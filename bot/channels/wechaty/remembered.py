"""A small cache: each value is fetched once, however many ask for it at the same time, and forgotten on demand."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """What `fetch` answered, for at most `size` keys and `max_age` seconds. Failures are not remembered.

    A value that was being fetched when its key was forgotten reaches only those who asked before.
    """

    def __init__(self, fetch: Callable[[K], Awaitable[V]], *, size: int, max_age: float) -> None:
        self._fetch = fetch
        self._size = size
        self._max_age = max_age
        self._entries: OrderedDict[K, tuple[float, asyncio.Future[V]]] = OrderedDict()

    async def get(self, key: K) -> V:
        """The value, or what `fetch` raises."""
        born, value = self._entries.get(key, (0.0, None))
        if value is None or time.monotonic() - born > self._max_age:
            value = asyncio.ensure_future(self._fetch(key))
            value.add_done_callback(lambda done: self._drop_failed(key, done))
            self._entries[key] = (time.monotonic(), value)
            if len(self._entries) > self._size:
                self._entries.popitem(last=False)
        self._entries.move_to_end(key)
        return await asyncio.shield(value)

    def put(self, key: K, value: V) -> None:
        """Remember a value that came without asking."""
        known: asyncio.Future[V] = asyncio.get_running_loop().create_future()
        known.set_result(value)
        self._entries[key] = (time.monotonic(), known)

    def forget(self, which: Callable[[K], bool]) -> None:
        """Forget the keys for which `which` holds."""
        for key in [key for key in self._entries if which(key)]:
            del self._entries[key]

    def _drop_failed(self, key: K, done: asyncio.Future[V]) -> None:
        if (done.cancelled() or done.exception() is not None) and self._entries.get(key, (0.0, None))[1] is done:
            del self._entries[key]
