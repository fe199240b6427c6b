"""Working time: eight hours are eight hours at the desk, three days three working days, whatever lies between."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.rules.working_time import Calendar, Span, WorkingTime, amount_of, due, elapsed, moved
from handlers.working_days import is_working_day

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
OFFICE = WorkingTime(SHANGHAI, time(9), time(18), is_working_day)


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


class TestInChina:
    """National Day 2026: off from Thursday 1 to Wednesday 7 October; 20 September and 10 October are worked for it."""

    @pytest.mark.parametrize(
        ("start", "span", "end"),
        [
            ("2026-11-23T09:00", Span(time=timedelta(hours=8)), "2026-11-23T17:00"),
            ("2026-11-23T12:00", Span(time=timedelta(hours=8)), "2026-11-24T11:00"),
            ("2026-11-23T09:00", Span(days=1), "2026-11-23T18:00"),
            ("2026-11-23T12:00", Span(days=1), "2026-11-24T12:00"),
            ("2026-11-23T22:40", Span(time=timedelta(hours=2)), "2026-11-24T11:00"),  # at night
            ("2026-11-23T22:40", Span(days=3), "2026-11-26T18:00"),
            ("2026-11-23T03:00", Span(time=timedelta(minutes=30)), "2026-11-23T09:30"),
            ("2026-11-27T17:00", Span(time=timedelta(hours=2)), "2026-11-30T10:00"),  # over a weekend
            ("2026-11-28T11:00", Span(time=timedelta(hours=8)), "2026-11-30T17:00"),  # on a Saturday
            ("2026-09-30T17:00", Span(time=timedelta(hours=2)), "2026-10-08T10:00"),  # over the National Day
            ("2026-10-02T10:00", Span(days=3), "2026-10-10T18:00"),  # the third working day is a Saturday
            ("2026-10-09T15:00", Span(days=1), "2026-10-10T15:00"),  # a Saturday that is worked
            ("2026-10-10T15:00", Span(days=1), "2026-10-12T15:00"),
            ("2026-09-18T15:00", Span(days=1), "2026-09-20T15:00"),  # from a Friday to a Sunday that is worked
            ("2026-02-14T17:00", Span(time=timedelta(hours=2)), "2026-02-24T10:00"),  # Spring Festival, nine days off
        ],
    )
    def test_a_span_ends(self, start: str, span: Span, end: str) -> None:
        assert due(at(start), amount_of(span, OFFICE), OFFICE) == at(end)

    @pytest.mark.parametrize(
        ("start", "end", "hours"),
        [
            ("2026-11-23T12:00", "2026-11-23T12:00", 0),
            ("2026-11-23T12:00", "2026-11-23T11:00", 0),
            ("2026-11-23T12:00", "2026-11-24T12:00", 9),
            ("2026-11-23T18:00", "2026-11-24T09:00", 0),
            ("2026-09-30T17:00", "2026-10-08T10:00", 2),
            ("2026-10-01T00:00", "2026-10-08T00:00", 0),
            ("2026-10-09T18:00", "2026-10-12T09:00", 9),  # the worked Saturday
        ],
    )
    def test_so_much_lies_between(self, start: str, end: str, hours: int) -> None:
        assert elapsed(at(start), at(end), OFFICE) == timedelta(hours=hours)

    def test_a_year_that_is_not_published_has_mondays_to_fridays(self) -> None:
        friday = at("2045-03-10T17:00")
        assert due(friday, timedelta(hours=2), OFFICE) == at("2045-03-13T10:00")


def test_round_the_clock_nights_and_holidays_count() -> None:
    assert due(at("2026-10-01T23:00"), amount_of(Span(days=1), None), None) == at("2026-10-02T23:00")
    assert elapsed(at("2026-10-01T23:00"), at("2026-10-02T23:00"), None) == timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-03-28T00:00", "2026-03-29T04:00"),  # the night of the 29th has no third hour
        ("2026-10-25T00:00", "2026-10-25T03:00"),  # and that of 25 October has it twice
    ],
)
def test_summer_time_neither_gives_nor_takes_work(start: str, end: str) -> None:
    nights = WorkingTime(BERLIN, time(0), time(6), lambda day: True)
    real = at(end, BERLIN).astimezone(UTC) - at(start, BERLIN).astimezone(UTC)
    between = elapsed(at(start, BERLIN), at(end, BERLIN), nights)
    assert between == (real if start[:10] == end[:10] else real - timedelta(hours=18))
    assert due(at(start, BERLIN), between, nights) == at(end, BERLIN)


def test_a_calendar_without_working_days_is_an_error_and_no_endless_search() -> None:
    with pytest.raises(ValueError, match="no working day"):
        due(at("2026-11-23T12:00"), timedelta(hours=1), WorkingTime(SHANGHAI, time(9), time(18), lambda day: False))


class TestStandingStill:
    def test_what_was_left_is_left_when_it_goes_on(self) -> None:
        due_at = due(at("2026-11-23T12:00"), timedelta(hours=8), OFFICE)
        later = moved(due_at, at("2026-11-23T15:00"), at("2026-11-26T15:00"), OFFICE)
        assert later == due(at("2026-11-26T15:00"), timedelta(hours=5), OFFICE)

    def test_a_night_and_a_holiday_take_nothing_away(self) -> None:
        due_at = at("2026-09-30T18:00")
        assert moved(due_at, at("2026-09-29T19:00"), at("2026-09-30T08:00"), OFFICE) == due_at
        assert moved(due_at, at("2026-09-30T18:00"), at("2026-10-08T09:00"), OFFICE) == due_at

    def test_over_a_holiday_only_its_working_days_are_given_back(self) -> None:
        due_at = at("2026-09-30T17:00")
        assert moved(due_at, at("2026-09-30T16:00"), at("2026-10-08T11:00"), OFFICE) == at("2026-10-08T12:00")

    def test_what_was_late_stays_as_late_as_it_was(self) -> None:
        late = moved(at("2026-11-23T15:00"), at("2026-11-23T17:00"), at("2026-11-25T10:00"), OFFICE)
        assert late < at("2026-11-25T10:00")
        assert elapsed(late, at("2026-11-25T10:00"), OFFICE) == timedelta(hours=2)


# --- whatever the zone, the hours and the days off --------------------------------------------------------------------

zones = st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])
moments = st.timedeltas(timedelta(), timedelta(days=1461)).map(lambda gap: datetime(2024, 1, 1, tzinfo=UTC) + gap)
amounts = st.timedeltas(timedelta(), timedelta(days=30))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Round the clock, China's offices, or some weekdays and hours with some days off and some worked instead."""
    kind = draw(st.sampled_from(["clock", "china", "any", "any"]))
    if kind != "any":
        return OFFICE if kind == "china" else None
    start, end = sorted(draw(st.lists(st.times(), min_size=2, max_size=2, unique=True)))
    weekdays = draw(st.sets(st.integers(0, 6), min_size=1))
    turned = draw(st.sets(st.dates(date(2024, 1, 1), date(2029, 1, 1)), max_size=40))
    if end.replace(microsecond=0) <= start.replace(microsecond=0, second=0):
        end = time(23, 59)
    hours = (start.replace(second=0, microsecond=0), end.replace(microsecond=0))
    return WorkingTime(ZoneInfo(draw(zones)), *hours, lambda day: (day.weekday() in weekdays) != (day in turned))


short_or_long = st.timedeltas(timedelta(), timedelta(minutes=90))


@given(moments, short_or_long, calendars())
def test_due_and_elapsed_are_inverse(start: datetime, amount: timedelta, calendar: Calendar) -> None:
    assert elapsed(start, due(start, amount, calendar), calendar) == amount


@given(moments, amounts, calendars())
def test_and_the_other_way_round_no_working_time_lies_between(
    start: datetime, gap: timedelta, calendar: Calendar
) -> None:
    end = start + gap
    worked = elapsed(start, end, calendar)
    again = due(start, worked, calendar)
    assert elapsed(again, end, calendar) == elapsed(end, again, calendar) == timedelta()


@given(moments, short_or_long, short_or_long, short_or_long, calendars())
def test_later_or_longer_is_never_due_sooner(
    start: datetime, later: timedelta, amount: timedelta, more: timedelta, calendar: Calendar
) -> None:
    assert start <= due(start, amount, calendar) <= due(start + later, amount, calendar)
    assert due(start, amount, calendar) <= due(start, amount + more, calendar)


@given(moments, amounts, amounts, calendars())
def test_the_parts_of_a_stretch_add_up(
    start: datetime, first: timedelta, second: timedelta, calendar: Calendar
) -> None:
    middle, end = start + first, start + first + second
    parts = elapsed(start, middle, calendar) + elapsed(middle, end, calendar)
    assert elapsed(start, end, calendar) == parts <= end - start


@given(moments, short_or_long, calendars())
def test_nothing_is_due_at_night_or_on_a_day_off(start: datetime, amount: timedelta, calendar: Calendar) -> None:
    end = due(start, amount, calendar)
    if calendar is None:
        return
    day = end.astimezone(calendar.zone).date()
    opens, closes = (
        datetime.combine(day, moment, calendar.zone).astimezone(UTC) for moment in (calendar.start, calendar.end)
    )
    assert calendar.is_working_day(day)
    assert opens <= end <= closes


@given(moments, amounts, amounts, amounts, calendars())
def test_standing_still_changes_nothing_of_what_is_left(
    since: datetime, gap: timedelta, before: timedelta, after: timedelta, calendar: Calendar
) -> None:
    now, due_at = since + gap, since + after - before
    later = moved(due_at, since, now, calendar)
    assert later >= due_at
    assert elapsed(now, later, calendar) == elapsed(since, due_at, calendar)
    assert elapsed(later, now, calendar) == elapsed(due_at, since, calendar)
