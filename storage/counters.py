"""Numbers within an estate: 1, 2, 3 ..., without gaps, given out inside the caller's transaction."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_NEXT = text(
    "INSERT INTO counters (estate_id, name, last) VALUES (:estate, :name, :n) "
    "ON CONFLICT (estate_id, name) DO UPDATE SET last = counters.last + :n RETURNING last"
)


async def next_number(session: AsyncSession, estate_id: str, name: str, n: int = 1) -> int:
    """The next number of `name` in the estate; with n > 1 the first of n numbers in a row."""
    last = (await session.execute(_NEXT, {"estate": estate_id, "name": name, "n": n})).scalar_one()
    return int(last) - n + 1
