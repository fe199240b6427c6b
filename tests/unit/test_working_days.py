"""Working days as the State Council arranged them, and by the law alone where it has not yet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from handlers.working_days import is_published, is_working_day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-23", True),  # a Monday
        ("2026-11-28", False),  # a Saturday
        ("2026-01-01", False),  # New Year
        ("2026-01-04", True),  # a Sunday worked for it
        ("2026-02-14", True),  # a Saturday worked for Spring Festival
        ("2026-02-23", False),  # its ninth day off, a Monday
        ("2026-09-20", True),
        ("2026-09-25", False),  # Mid-autumn
        ("2026-10-10", True),
        ("2025-10-08", False),
    ],
)
def test_the_days_of_a_published_year(day: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_these_years_are_published(year: int) -> None:
    assert is_published(year)


def test_a_far_year_is_monday_to_friday_without_the_holidays_of_the_law() -> None:
    assert not is_published(2045)
    days = [date(2045, 1, 1) + timedelta(days=n) for n in range(365)]
    assert not any(is_working_day(day) for day in days if day.weekday() >= 5)
    off = [day for day in days if day.weekday() < 5 and not is_working_day(day)]
    assert date(2045, 10, 2) in off
    assert len(off) <= 13  # the law gives thirteen
