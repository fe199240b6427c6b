"""Local times of day as moments, also on the days on which the clocks are changed."""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta, tzinfo


def moment_of(day: date, at: time, zone: tzinfo) -> datetime:
    """The moment (UTC) at which clocks of the zone show that time on that day; in a gap, the gap's end."""
    before = datetime.combine(day, at.replace(fold=0), tzinfo=zone).astimezone(UTC)
    after = datetime.combine(day, at.replace(fold=1), tzinfo=zone).astimezone(UTC)
    if after >= before:
        return before
    new = before.astimezone(zone).utcoffset()
    seconds = range(int((before - after).total_seconds()))
    gone = bisect_left(seconds, True, key=lambda s: (after + timedelta(seconds=s)).astimezone(zone).utcoffset() == new)
    return after + timedelta(seconds=gone)
