"""APScheduler as the clock only: it rings, storage knows what is due. Nothing is remembered here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

TICK_SECONDS = 5
RECONCILE_SECONDS = 5
FORGET_SECONDS = 3600
PATIENCE = 1.5  # seconds that what is being done has to end; the line being said before that may have taken eight

Tick = Callable[[], Awaitable[None]]


@asynccontextmanager
async def ticking(tick: Tick, reconcile: Tick, forget: Tick) -> AsyncIterator[None]:
    """Ring `tick` (at once, too) and `reconcile` every 5 s and `forget` every hour, as long as the block lasts.

    What is being done when the block ends is waited for, at most PATIENCE seconds, then cancelled: its store may be
    closed after that.
    """
    running: set[asyncio.Task[None]] = set()
    scheduler = AsyncIOScheduler(
        jobstores={"default": MemoryJobStore()},
        executors={"default": AsyncIOExecutor()},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        timezone="UTC",
    )
    at_once = datetime.now(UTC)  # what fell due while nobody was there
    scheduler.add_job(_seen(tick, running), "interval", seconds=TICK_SECONDS, next_run_time=at_once, id="tick")
    scheduler.add_job(_seen(reconcile, running), "interval", seconds=RECONCILE_SECONDS, id="reconcile")
    scheduler.add_job(_seen(forget, running), "interval", seconds=FORGET_SECONDS, id="forget")
    scheduler.start()
    try:
        yield
    finally:
        scheduler.pause()
        await _ended(running, PATIENCE)
        scheduler.shutdown(wait=False)
        await _ended(running)


def _seen(job: Tick, running: set[asyncio.Task[None]]) -> Tick:
    """The job, in `running` as long as it runs."""

    async def run() -> None:
        task = asyncio.current_task()
        assert task is not None
        running.add(task)
        try:
            await job()
        finally:
            running.discard(task)

    return run


async def _ended(running: set[asyncio.Task[None]], patience: float | None = None) -> None:
    if running:
        await asyncio.wait(running, timeout=patience)
