"""Stopping without leaving things half done."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

PATIENCE = 8.0  # seconds; a container that was asked to stop is killed after ten


async def to_its_end(job: Coroutine[Any, Any, T], patience: float = PATIENCE) -> T:
    """The result of `job`. When the caller is cancelled meanwhile the job goes on, for at most `patience` seconds more;
    the cancellation is raised when it has ended."""
    task = asyncio.ensure_future(job)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        ended, _ = await asyncio.wait({task}, timeout=patience)
        if not ended:
            task.cancel()
            await asyncio.wait({task})
        raise
