"""Working days in mainland China: when the property company, the community and the street office are at their desks.

The days come from the `holidays` library. For a year whose arrangement the State Council's General Office has
published (国务院办公厅关于…年部分节假日安排的通知, each November for the year after) they hold its days off and its
weekends that are worked instead (调休). Of a later year only the holidays are known that stand in the law itself
(全国年节及纪念日放假办法): its working days are Monday to Friday without those, and `is_published` is False.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import holidays


def is_working_day(day: date) -> bool:
    """Whether offices work on that day in China, on a weekend worked instead of another day too."""
    return _calendar().is_working_day(day)


def is_published(year: int) -> bool:
    """Whether the year's arrangement is known; if not, its weekends that will be worked are not."""
    return any(day.year == year for day in holidays.country_holidays("CN", years=year).weekend_workdays)


@cache
def _calendar() -> holidays.HolidayBase:
    return holidays.country_holidays("CN")
