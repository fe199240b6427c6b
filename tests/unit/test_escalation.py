"""When a clock speaks: before, when it runs out, and after gaps that grow."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.rules.escalation import Clock, reached, stages

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def test_a_short_clock_is_reminded_of_in_its_last_quarter() -> None:
    (first, due, *_) = stages(Clock.ANSWER, NOON, NOON + timedelta(minutes=40), urgent=True)
    assert first.at == NOON + timedelta(minutes=30)
    assert due.at == NOON + timedelta(minutes=40)


def test_a_long_clock_is_reminded_of_a_day_before() -> None:
    (first, *_) = stages(Clock.RESOLVE, NOON, NOON + timedelta(days=30), urgent=False)
    assert first.at == NOON + timedelta(days=29)


@given(
    clock=st.sampled_from(Clock),
    span=st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=60)),
    urgent=st.booleans(),
)
def test_the_moments_come_in_order_and_the_gaps_double(clock: Clock, span: timedelta, urgent: bool) -> None:
    _, *after = (stage.at for stage in stages(clock, NOON, NOON + span, urgent=urgent))
    gaps = [later - earlier for earlier, later in itertools.pairwise(after)]
    assert after[0] == NOON + span
    assert all(later == 2 * earlier for earlier, later in itertools.pairwise(gaps))


@given(
    now=st.timedeltas(min_value=timedelta(days=-1), max_value=timedelta(days=90)),
    span=st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=60)),
)
def test_what_has_come_stays_come(now: timedelta, span: timedelta) -> None:
    def come(at: datetime) -> list[int]:
        return [stage.step for stage in reached(Clock.RESOLVE, NOON, NOON + span, at, urgent=False)]

    assert come(NOON + now) == come(NOON + now + timedelta(hours=1))[: len(come(NOON + now))]
