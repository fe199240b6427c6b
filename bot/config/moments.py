"""When digests are due, as a config says it: "08:30", "周日 19:00", "1号 09:00", and "" for never."""

from __future__ import annotations

import re
import unicodedata
from datetime import time
from typing import Annotated, Any

from pydantic import BeforeValidator

from bot.config.values import refuse
from nlp.schedule import LAST, WEEKDAYS, Daily, Days, Monthly, Weekly

_CLOCK = r"([01]?\d|2[0-3]):([0-5]\d)"
_MORNING = re.compile(_CLOCK)
_WEEKLY = re.compile(rf"(?:每?周|星期)([一二三四五六日天])\s*{_CLOCK}")
_MONTHLY = re.compile(rf"(?:每月)?(?:(\d{{1,2}})[号日]|最后一天)\s*{_CLOCK}")
_LAST_DAY_OF_EVERY_MONTH = 28


def _morning(value: Any) -> Any:
    """ "08:30" -> every day at that time; "" -> never."""
    found = _written(value, _MORNING, "is no time of day", 'write it like "08:30"')
    return found and (Daily(), time(int(found[1]), int(found[2])))


def _weekly(value: Any) -> Any:
    """ "周日 19:00" -> every Sunday at that time; "" -> never."""
    found = _written(value, _WEEKLY, "is no weekday with a time", 'write it like "周日 19:00"')
    if not found:
        return None
    return Weekly((WEEKDAYS.index(found[1].replace("天", "日")) + 1,)), time(int(found[2]), int(found[3]))


def _monthly(value: Any) -> Any:
    """ "1号 09:00" -> the 1st of every month at that time; "" -> never."""
    cure = 'write it like "1号 09:00" or "最后一天 18:00"'
    found = _written(value, _MONTHLY, "is no day of the month with a time", cure)
    if not found:
        return None
    day = int(found[1] or LAST)
    if not (day == LAST or 1 <= day <= _LAST_DAY_OF_EVERY_MONTH):
        refuse(f'"{value}" is no day that every month has', cure)
    return Monthly((day,)), time(int(found[2]), int(found[3]))


def _written(value: Any, form: re.Pattern[str], wrong: str, cure: str) -> re.Match[str] | None:
    """How a text fits the form, None for an empty one. What a config has as no text at all is wrong too."""
    text = unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else None
    if text == "":
        return None
    found = form.fullmatch(text) if text else None
    if found is None:
        refuse(f"{value!r} {wrong}", f'{cure}, or "" for none')
    return found


Moments = tuple[Days, time]
"""On these days at this time of day."""
Morning = Annotated[Moments | None, BeforeValidator(_morning)]
WeeklyTime = Annotated[Moments | None, BeforeValidator(_weekly)]
MonthlyTime = Annotated[Moments | None, BeforeValidator(_monthly)]
