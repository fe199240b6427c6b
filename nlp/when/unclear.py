"""Why a moment cannot be told from what was said."""

from __future__ import annotations

from enum import StrEnum


class Unclear(StrEnum):
    """What has to be asked back. The value is no sentence; those stand in handlers/texts."""

    MISSING_TIME = "missing_time"
    """A day without a time of day: "每周四", "明天早上"."""
    PAST = "past"
    """A moment that is over: "今天上午9点" at noon."""
    AMBIGUOUS = "ambiguous"
    """Two moments fit equally well: "明天3点", "这个周末", "小年", "9点到11点"."""
    IMPOSSIBLE = "impossible"
    """There is no such day or hour: "2月30号", "25点"."""
    VAGUE = "vague"
    """No moment at all: "过几天", "下个月", "月初", "周五之前"."""
