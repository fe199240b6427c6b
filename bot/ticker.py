"""The ticker: when the clock rings, each estate's duties, round by round, until nothing more is due."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from bot.timepiece import Clock
from handlers.estate import Estate
from handlers.schedules import Duty, Prepared, Round
from storage.unit_of_work import Store

logger = logging.getLogger(__name__)

MOST_ROUNDS = 1000
"""Rounds of one duty in one tick; what is left after that waits for the next tick."""


class Ticker:
    """Does what is due in the estates that an account serves."""

    def __init__(
        self, store: Store, estates: Iterable[Estate], account: str, clock: Clock, duties: Sequence[Duty | Prepared]
    ) -> None:
        self._store = store
        self._estates = tuple(estates)
        self._account = account
        self._clock = clock
        self._duties = duties

    async def tick(self) -> int:
        """Do everything that is due now; returns how much was done. A duty that fails does not stop the others."""
        return sum([await self._see_to(estate, duty) for estate in self._estates for duty in self._duties])

    async def _see_to(self, estate: Estate, duty: Duty | Prepared) -> int:
        done = 0
        try:
            for _ in range(MOST_ROUNDS):
                found = await self._one_round(estate, duty)
                done += found
                if not found:
                    break
        except Exception:  # whatever it is, the other duties and estates must not suffer; it is tried at the next tick
            logger.exception("what is due in estate %s could not be done (%s)", estate.estate_id, duty.__name__)
        return done

    async def _one_round(self, estate: Estate, duty: Duty | Prepared) -> int:
        due = await self._prepared(estate, duty) if isinstance(duty, Prepared) else duty
        if due is None:
            return 0
        async with self._store.writing(estate.estate_id) as work:
            done = await due(Round(estate, work, self._account, self._clock.now()))
            await work.commit()
        return done

    async def _prepared(self, estate: Estate, duty: Prepared) -> Duty | None:
        async with self._store.reading() as work:
            return await duty.prepare(Round(estate, work, self._account, self._clock.now()))
