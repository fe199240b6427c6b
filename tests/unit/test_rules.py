"""The small rules: who may do what, when the night is over, which number to call."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.rules.danger import numbers_to_call
from handlers.rules.deadlines import URGENT, default_deadline
from handlers.rules.lifecycle import OPEN, Action, IllegalMove, Role, Status, next_status
from handlers.rules.quiet import end_of_quiet
from handlers.rules.working_time import WorkingTime, amount_of
from nlp.reading import Category

SHANGHAI = ZoneInfo("Asia/Shanghai")
TEN_AT_NIGHT, EIGHT = time(22, 0), time(8, 0)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("now", "over"),
    [
        (local(23, 21, 59), local(23, 21, 59)),
        (local(23, 22), local(24, 8)),
        (local(23, 23, 59), local(24, 8)),
        (local(24, 0, 1), local(24, 8)),
        (local(24, 7, 59), local(24, 8)),
        (local(24, 8), local(24, 8)),
    ],
)
def test_the_night_ends_in_the_morning(now: datetime, over: datetime) -> None:
    assert end_of_quiet(now.astimezone(UTC), SHANGHAI, TEN_AT_NIGHT, EIGHT) == over


def test_a_rest_at_noon_does_not_cross_midnight() -> None:
    assert end_of_quiet(local(23, 13), SHANGHAI, time(12), time(14)) == local(23, 14)
    assert end_of_quiet(local(23, 15), SHANGHAI, time(12), time(14)) == local(23, 15)


def test_the_way_of_a_request() -> None:
    status = Status.REPORTED
    for action, by, after in (
        (Action.ORDER, Role.COMMITTEE, Status.ORDERED),
        (Action.ACCEPT, Role.PROPERTY, Status.ACCEPTED),
        (Action.PROGRESS, Role.PROPERTY, Status.ACCEPTED),
        (Action.RESOLVE, Role.PROPERTY, Status.RESOLVED),
        (Action.REOPEN, Role.RESIDENT, Status.ACCEPTED),
        (Action.ANSWER, Role.COMMITTEE, Status.ANSWERED),
    ):
        status = next_status(status, action, by)
        assert status is after


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("action", list(Action))
def test_a_resident_only_adds_takes_back_answers_and_reopens(status: Status, action: Action) -> None:
    try:
        next_status(status, action, Role.RESIDENT)
    except IllegalMove:
        return
    assert action in (Action.WITHDRAW, Action.REOPEN, Action.ADD, Action.RESUME)


@pytest.mark.parametrize("action", [a for a in Action if a not in (Action.REOPEN, Action.NOTE)])
def test_what_is_closed_stays_closed(action: Action) -> None:
    for status in set(Status) - OPEN:
        with pytest.raises(IllegalMove):
            next_status(status, action, Role.COMMITTEE)


@pytest.mark.parametrize("category", [category.value for category in Category])
def test_danger_is_answered_sooner_than_anything_else(category: str) -> None:
    deadline = default_deadline(category)
    calendar = WorkingTime(SHANGHAI, time(9), time(18), lambda day: True) if deadline.working else None
    answer, resolve = amount_of(deadline.answer, calendar), amount_of(deadline.resolve, calendar)
    assert not URGENT.working
    assert timedelta(0) < amount_of(URGENT.answer, None) < answer < resolve


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("2单元楼道电瓶冒烟了", ("119",)),
        ("电梯里困人了 是王婆婆", ("119",)),
        ("有人晕倒在中庭", ("120",)),
        ("楼上有陌生人撬门", ("110",)),
        ("井盖没了", ()),
    ],
)
def test_the_number_fits_the_danger(words: str, numbers: tuple[str, ...]) -> None:
    assert numbers_to_call(words) == numbers
