"""APScheduler as the clock only: it rings, storage knows what is due. Nothing is remembered here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

TICK_SECONDS = 5
RECONCILE_SECONDS = 5
FORGET_SECONDS = 3600

Tick = Callable[[], Awaitable[None]]


@asynccontextmanager
async def ticking(tick: Tick, reconcile: Tick, forget: Tick) -> AsyncIterator[None]:
    """Ring `tick` (at once, too) and `reconcile` every 5 s and `forget` every hour, as long as the block lasts."""
    scheduler = AsyncIOScheduler(
        jobstores={"default": MemoryJobStore()},
        executors={"default": AsyncIOExecutor()},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        timezone="UTC",
    )
    at_once = datetime.now(UTC)  # what fell due while nobody was there
    scheduler.add_job(tick, "interval", seconds=TICK_SECONDS, next_run_time=at_once, id="tick")
    scheduler.add_job(reconcile, "interval", seconds=RECONCILE_SECONDS, id="reconcile")
    scheduler.add_job(forget, "interval", seconds=FORGET_SECONDS, id="forget")
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
