"""Periods as people name them: 今天, 上周, 近7天, 2025-10."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_NEAR = re.compile(r"近(\d{1,3}|半)(天|周|个?月|年)")
_DAYS = {"天": 1, "周": 7, "月": 30, "个月": 30, "年": 365}


def span(period: str, now: datetime) -> tuple[datetime, datetime]:
    """From and to (exclusive) of a period in its normal form; `now` is the estate's local time.

    Everything there is when the period is none that is known.
    """
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
    ever = now + timedelta(days=1)
    quarter = first.replace(month=(now.month - 1) // 3 * 3 + 1)
    spans = {
        "今天": (today, ever),
        "昨天": (_before(today, 1), today),
        "前天": (_before(today, 2), _before(today, 1)),
        "本周": (monday, ever),
        "上周": (_before(monday, 7), monday),
        "本月": (first, ever),
        "上月": (_month_before(first), first),
        "本季": (quarter, ever),
        "本季度": (quarter, ever),
        "今年": (first.replace(month=1), ever),
        "全年": (first.replace(month=1), ever),
        "去年": (first.replace(year=now.year - 1, month=1), first.replace(month=1)),
        "上半年": (first.replace(month=1), first.replace(month=7)),
        "下半年": (first.replace(month=7), first.replace(year=now.year + 1, month=1)),
    }
    if period in spans:
        return spans[period]
    if near := _NEAR.fullmatch(period):
        return now - timedelta(days=int(_DAYS[near[2]] * (0.5 if near[1] == "半" else int(near[1])))), ever
    if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", period):
        start = first.replace(year=int(period[:4]), month=int(period[5:]))
        return start, (start + timedelta(days=32)).replace(day=1)
    return datetime(2, 1, 1, tzinfo=now.tzinfo), ever


def _before(day: datetime, days: int) -> datetime:
    return day - timedelta(days=days)


def _month_before(first: datetime) -> datetime:
    return _before(first, 1).replace(day=1)
