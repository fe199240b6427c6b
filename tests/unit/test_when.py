"""When reminders are due: time expressions as committee members say them, and what the world's clocks do to them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handlers.recurrence import next_due, three_next, upcoming
from nlp.festivals import NAMES, coming, in_year
from nlp.moment import moment_of
from nlp.schedule import (
    LAST,
    Daily,
    LunarMonthly,
    Monthly,
    MonthlyWeekday,
    MonthlyWorkingDay,
    Once,
    Recurring,
    Schedule,
    Weekly,
    WorkingDays,
    Yearly,
    described,
    dumped,
    loaded,
)
from nlp.when import Unclear, read_when

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 20, 30, tzinfo=SHANGHAI)
LINE = re.compile(r"(?:\[(?P<now>[^\]]+)\] )?(?P<said>.+) => (?P<wanted>.+)")


def lines() -> list[tuple[str, datetime, str]]:
    text = (Path(__file__).parent.parent / "data" / "when.txt").read_text("utf-8")
    found = [LINE.fullmatch(line) for line in text.splitlines() if line and not line.startswith("#")]
    return [(one["said"], _at(one["now"]) if one["now"] else NOW, one["wanted"]) for one in found if one]


def _at(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=SHANGHAI)


def answer(said: str, now: datetime) -> str:
    """What the table says of it: the next three moments, or what is unclear."""
    read = read_when(said, now, SHANGHAI)
    if isinstance(read, Unclear):
        return f"? {read}"
    return ", ".join(f"{due.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" for due in three_next(read, now))


@pytest.mark.parametrize(("said", "now", "wanted"), lines())
def test_time_expressions_right_to_the_minute(said: str, now: datetime, wanted: str) -> None:
    assert answer(said, now) == wanted


def test_the_table_is_read_whole() -> None:
    text = (Path(__file__).parent.parent / "data" / "when.txt").read_text("utf-8")
    assert len(lines()) == text.count(" => ") > 70


def test_a_reminder_for_working_days_keeps_off_a_holiday_of_a_year_not_yet_arranged() -> None:
    read = read_when("工作日早上8点", datetime(2044, 12, 30, 12, tzinfo=SHANGHAI), SHANGHAI)
    assert not isinstance(read, Unclear)
    dues = [due.astimezone(SHANGHAI).date() for due in islice(upcoming(read, NOW.replace(year=2044, month=12)), 30)]
    assert date(2044, 12, 30) in dues
    assert all(day.isoweekday() <= 5 for day in dues)


@pytest.mark.parametrize(
    ("said", "as_said"),
    [
        ("明天上午9点半", "2026-11-24 09:30"),
        ("每周天、周三晚上八点", "每周三日 20:00"),
        ("隔一周的周五晚上8点", "每2周周五 20:00"),
        ("每天中午", "每天 12:00"),
        ("每隔一天上午10点", "每2天 10:00"),
        ("上班日早上8点", "工作日 08:00"),
        ("每月15号、1号上午9点", "每月1、15号 09:00"),
        ("每月倒数第二个工作日上午9点", "每月倒数第二个工作日 09:00"),
        ("每月第十二个工作日上午9点", "每月第十二个工作日 09:00"),
        ("每个月底晚上7点", "每月最后一天 19:00"),
        ("每月最后一个星期天下午3点", "每月最后一个周日 15:00"),
        ("每月倒数第二个周五晚上7点", "每月倒数第二个周五 19:00"),
        ("每两个月1号上午9点", "每2个月1号 09:00"),
        ("每月初一早上八点", "农历每月初一 08:00"),
        ("每年元宵晚上7点", "每年元宵节 19:00"),
        ("每年国庆节前一天上午10点", "每年国庆节前1天 10:00"),
        ("每年腊月二十三上午9点", "每年农历十二月廿三 09:00"),
        ("每年11月9号上午10点", "每年11月9日 10:00"),
    ],
)
def test_a_schedule_is_said_in_one_way(said: str, as_said: str) -> None:
    read = read_when(said, NOW, SHANGHAI)
    assert not isinstance(read, Unclear)
    assert described(read) == as_said


@pytest.mark.parametrize("said", sorted({said for said, _, wanted in lines() if not wanted.startswith("?")}))
def test_what_a_schedule_is_said_as_means_the_same_again(said: str) -> None:
    """What is repeated back may be typed as it stands."""
    read = read_when(said, NOW, SHANGHAI)
    if not isinstance(read, Unclear):
        assert three_next_of(described(read)) == three_next(read, NOW)


def three_next_of(said: str) -> list[datetime]:
    again = read_when(said, NOW, SHANGHAI)
    return [] if isinstance(again, Unclear) else three_next(again, NOW)


# --- whatever the zone, the clocks and the calendar do ------------------------------------------------------------

unhurried = settings(deadline=None)
ZONES = [
    "Asia/Shanghai",
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",  # half an hour
    "America/Sao_Paulo",  # at midnight, until 2019
    "Pacific/Apia",  # left out a whole day, 2011-12-30
    "Africa/Casablanca",
]


def sorted_tuples(numbers: st.SearchStrategy[int]) -> st.SearchStrategy[tuple[int, ...]]:
    return st.sets(numbers, min_size=1).map(lambda chosen: tuple(sorted(chosen)))


TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
DAYS = st.one_of(
    st.builds(Daily, st.integers(1, 9), st.just(date(2010, 3, 1))),
    st.builds(
        Weekly,
        sorted_tuples(st.integers(1, 7)),
        st.integers(1, 4),
        st.just(date(2010, 3, 1)),
    ),
    st.builds(
        Monthly, st.sets(st.sampled_from([*range(1, 32), LAST]), min_size=1).map(lambda days: tuple(sorted(days)))
    ),
    st.builds(MonthlyWeekday, st.sampled_from([1, 2, 3, 4, 5, -1, -2]), st.integers(1, 7)),
    st.builds(LunarMonthly, sorted_tuples(st.integers(1, 29))),
    st.just(WorkingDays()),
    st.builds(MonthlyWorkingDay, st.sampled_from([1, 2, 10, 12, -1, -2])),
    st.builds(Yearly, st.sampled_from(NAMES), st.integers(-9, 9)),
)
RECURRING = st.builds(Recurring, DAYS, TIMES, st.sampled_from(ZONES))
SPAN = datetime(2011, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
MOMENTS = st.datetimes(*(at.replace(tzinfo=None) for at in SPAN), timezones=st.just(UTC))
SCHEDULES = st.one_of(RECURRING, st.builds(Once, MOMENTS, st.sampled_from(ZONES)))


@unhurried
@given(SCHEDULES)
def test_a_schedule_is_kept_as_it_is(schedule: Schedule) -> None:
    assert loaded(dumped(schedule)) == schedule


@unhurried
@given(RECURRING, MOMENTS)
@example(Recurring(Daily(), time(2, 30), "America/New_York"), datetime(2026, 3, 8, 5, tzinfo=UTC))
@example(Recurring(Daily(), time(1, 30), "America/New_York"), datetime(2026, 11, 1, 4, tzinfo=UTC))
@example(Recurring(Daily(), time(8), "Pacific/Apia"), datetime(2011, 12, 29, 12, tzinfo=UTC))
def test_due_moments_come_in_order_and_each_once(schedule: Recurring, after: datetime) -> None:
    dues = list(islice(upcoming(schedule, after), 4))
    assert len(dues) == 4
    assert all(earlier < later for earlier, later in pairwise([after, *dues]))
    assert all(due.tzinfo is UTC for due in dues)
    assert next_due(schedule, dues[0]) == dues[1]
    assert next_due(schedule, dues[0] - timedelta(seconds=1)) == dues[0]


@unhurried
@given(RECURRING, MOMENTS)
def test_the_clock_on_the_wall_shows_the_time_that_was_said(schedule: Recurring, after: datetime) -> None:
    due = next_due(schedule, after)
    assert due is not None
    zone = ZoneInfo(schedule.zone)
    shown = due.astimezone(zone)
    if shown.time().replace(fold=0) != schedule.at:  # the clocks skipped it: the moment before showed an earlier time
        before = (due - timedelta(seconds=1)).astimezone(zone)
        assert before.replace(tzinfo=None) + timedelta(seconds=1) < shown.replace(tzinfo=None)
        assert before.date() < shown.date() or before.time() < schedule.at < shown.time()
    assert not shown.fold


@unhurried
@given(st.dates(date(2011, 1, 1), date(2030, 12, 31)), TIMES, st.sampled_from(ZONES))
def test_a_moment_is_the_first_that_is_not_before_the_time_of_day(day: date, at: time, zone: str) -> None:
    due = moment_of(day, at, ZoneInfo(zone))
    wall = datetime.combine(day, at)
    assert due.astimezone(ZoneInfo(zone)).replace(tzinfo=None) >= wall
    assert (due - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).replace(tzinfo=None) < wall


def test_one_moment_in_a_gap_of_the_clocks_is_its_end() -> None:
    new_york = ZoneInfo("America/New_York")
    read = read_when("明天凌晨2点半", datetime(2026, 3, 7, 12, tzinfo=new_york), new_york)
    assert read == Once(datetime(2026, 3, 8, 7, tzinfo=UTC), "America/New_York")


@pytest.mark.parametrize(
    ("day", "at", "zone", "due"),
    [
        ("2026-03-08", "02:30", "America/New_York", "2026-03-08T07:00:00+00:00"),  # 02:00 became 03:00
        ("2026-11-01", "01:30", "America/New_York", "2026-11-01T05:30:00+00:00"),  # the first 01:30
        ("2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03T15:30:00+00:00"),  # 02:00 became 02:30
        ("2018-11-04", "00:00", "America/Sao_Paulo", "2018-11-04T03:00:00+00:00"),  # that day began at 01:00
        ("2026-11-24", "09:30", "Asia/Shanghai", "2026-11-24T01:30:00+00:00"),
    ],
)
def test_clocks_that_are_changed(day: str, at: str, zone: str, due: str) -> None:
    assert moment_of(date.fromisoformat(day), time.fromisoformat(at), ZoneInfo(zone)).isoformat() == due


@unhurried
@given(st.integers(1, 31), MOMENTS)
def test_a_day_of_the_month_is_never_another_day(day: int, after: datetime) -> None:
    dues = islice(upcoming(Recurring(Monthly((day,)), time(9), "Asia/Shanghai"), after), 13)
    assert {due.astimezone(SHANGHAI).day for due in dues} == {day}


@unhurried
@given(MOMENTS)
def test_the_last_day_of_the_month_comes_every_month(after: datetime) -> None:
    dues = islice(upcoming(Recurring(Monthly((LAST,)), time(9), "Asia/Shanghai"), after), 25)
    days = [due.astimezone(SHANGHAI).date() for due in dues]
    assert all((day + timedelta(days=1)).day == 1 for day in days)
    months = [day.year * 12 + day.month for day in days]
    assert months == list(range(months[0], months[0] + 25))


@unhurried
@given(st.sampled_from(NAMES), st.dates(date(1950, 1, 1), date(2080, 1, 1)))
def test_a_festival_comes_once_a_year(name: str, today: date) -> None:
    first = coming(name, today)
    assert first is not None
    second = coming(name, first + timedelta(days=1))
    assert second is not None
    assert today <= first < second
    assert 350 <= (second - first).days <= 390
    assert first in {in_year(name, year) for year in (first.year - 1, first.year)}


@unhurried
@given(st.text(alphabet="每周月天日号点半早晚上下午一二三十初腊最后个隔过两:0123489 ", max_size=14))
def test_no_text_is_too_odd(said: str) -> None:
    read = read_when(said, NOW, SHANGHAI)
    if not isinstance(read, Unclear):
        assert all(due > NOW for due in three_next(read, NOW))
        assert loaded(dumped(read)) == read
