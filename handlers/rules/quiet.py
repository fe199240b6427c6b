"""Quiet hours: when the night is over. Standard library only."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo


def end_of_quiet(now: datetime, zone: tzinfo, start: time, end: time) -> datetime:
    """`now` itself outside the quiet hours, else the moment they end (UTC). `start` to `end` may cross midnight."""
    local = now.astimezone(zone)
    clock = local.time().replace(tzinfo=None)
    crosses = start > end
    inside = (clock >= start or clock < end) if crosses else start <= clock < end
    if not inside:
        return now
    day = local.date() + timedelta(days=1) if crosses and clock >= start else local.date()
    return datetime.combine(day, end, tzinfo=zone).astimezone(UTC)
