"""Figures: rates are shares, parts add up, nothing counts twice over neighbouring periods."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.rules.figures import FEWEST, Figures, Matter, Period, Share, contentment, figures
from handlers.rules.lifecycle import CLOSED, Status

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
WEEK = Period(MONDAY, MONDAY + timedelta(days=7))
NOW = WEEK.end
HOURS = st.integers(-24 * 14, 24 * 14).map(lambda hours: MONDAY + timedelta(hours=hours))
SPANS = st.integers(0, 24 * 10).map(lambda hours: timedelta(hours=hours))
ANSWERS = st.lists(st.sampled_from([1, 2, 3, None]))


@st.composite
def matters(draw: st.DrawFn) -> Matter:
    """A request whose times are in the order in which they come, nothing of it in the future."""
    created = min(draw(HOURS), NOW - timedelta(hours=1))
    status = draw(st.sampled_from(Status))
    answered = draw(st.none() | SPANS.map(lambda span: min(created + span, NOW - timedelta(seconds=1))))
    closed = min(created + draw(SPANS), NOW - timedelta(seconds=1)) if status in CLOSED else None
    return Matter(
        category=draw(st.sampled_from(["parking", "noise", "repair"])),
        status=status,
        created_at=created,
        answered_at=answered,
        closed_at=closed,
        answer_due_at=created + draw(SPANS),
        resolve_due_at=created + draw(SPANS),
        stands_still=draw(st.booleans()),
    )


def matter(
    status: Status = Status.ACCEPTED, *, created: float = 0, answered: float | None = None, closed: float | None = None,
    answer_due: float = 1, resolve_due: float = 3, category: str = "parking", still: bool = False,
) -> Matter:  # fmt: skip
    """Times in days from Monday."""

    def day(number: float | None) -> datetime | None:
        return None if number is None else MONDAY + timedelta(days=number)

    due = [MONDAY + timedelta(days=number) for number in (created, answer_due, resolve_due)]
    return Matter(category, status, due[0], day(answered), day(closed), due[1], due[2], still)


def week(*given: Matter, answers: tuple[int | None, ...] = ()) -> Figures:
    return figures(given, answers, WEEK, NOW)


class TestAnyMatters:
    @given(st.lists(matters()), ANSWERS)
    def test_every_share_is_one(self, given: list[Matter], answers: list[int | None]) -> None:
        came = figures(given, answers, WEEK, NOW)
        for share in (came.answered_in_time, came.solved_in_time, came.contentment.content):
            assert 0 <= share.part <= share.whole
            assert share.percent is None or 0 <= share.percent <= 100
            assert (share.percent is None) == (share.whole < FEWEST)

    @given(st.lists(matters()))
    def test_the_categories_add_up_to_the_whole(self, given: list[Matter]) -> None:
        came = figures(given, (), WEEK, NOW)
        assert sum(one.registered for one in came.categories) == came.registered <= len(given)
        assert sum(one.solved for one in came.categories) == came.solved
        assert all(one.registered or one.solved for one in came.categories)
        assert all((one.took is None) == (one.solved == 0) for one in came.categories)
        assert came.overdue <= came.open

    @given(ANSWERS)
    def test_content_not_content_and_silent_are_all_that_were_asked(self, answers: list[int | None]) -> None:
        said = contentment(answers)
        assert said.content.part == answers.count(1) + answers.count(2)
        assert said.content.whole - said.content.part == answers.count(3)
        assert said.content.whole + said.silent == len(answers)

    @given(st.lists(matters()), st.integers(1, 24 * 7 - 1))
    def test_two_periods_one_after_the_other_come_to_the_whole(self, given: list[Matter], hours: int) -> None:
        middle = WEEK.start + timedelta(hours=hours)
        first, second = (figures(given, (), period, NOW) for period in
                         (Period(WEEK.start, middle), Period(middle, WEEK.end)))  # fmt: skip
        whole = figures(given, (), WEEK, NOW)
        assert first.registered + second.registered == whole.registered
        assert first.solved + second.solved == whole.solved
        for name in ("answered_in_time", "solved_in_time"):
            parts = [getattr(one, name) for one in (first, second)]
            assert sum(one.part for one in parts) == getattr(whole, name).part
            assert sum(one.whole for one in parts) == getattr(whole, name).whole


class TestWhatCounts:
    @pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.MERGED])
    def test_what_was_withdrawn_or_merged_counts_nowhere(self, status: Status) -> None:
        came = week(matter(status, answered=0.5, closed=1))
        assert (came.registered, came.solved, came.categories) == (0, 0, [])
        assert came.answered_in_time == came.solved_in_time == Share()

    @pytest.mark.parametrize("status", [Status.ANSWERED, Status.DECLINED])
    def test_an_answer_without_a_solution_is_none(self, status: Status) -> None:
        came = week(matter(status, answered=0.5, closed=1))
        assert (came.registered, came.solved) == (1, 0)
        assert came.answered_in_time == Share(1, 1)
        assert came.solved_in_time == Share(0, 1)

    def test_a_clock_that_still_runs_is_not_judged(self) -> None:
        came = week(matter(answer_due=8, resolve_due=9))
        assert came.answered_in_time == came.solved_in_time == Share()

    def test_a_clock_that_ran_out_is_judged_once_and_for_all(self) -> None:
        late = matter(Status.RESOLVED, answered=2, closed=8)
        assert week(late).solved_in_time == Share(0, 1)
        after = Period(WEEK.end, WEEK.end + timedelta(days=7))
        assert figures([late], (), after, after.end).solved_in_time == Share()
        assert figures([late], (), after, after.end).solved == 1

    def test_what_stands_still_is_neither_judged_nor_overdue(self) -> None:
        assert week(matter(still=True)).solved_in_time == Share()
        assert week(matter(still=True)).overdue == 0
        assert week(matter()).overdue == 1

    def test_what_was_opened_again_is_not_solved(self) -> None:
        came = week(matter(Status.ACCEPTED, answered=1, resolve_due=3))
        assert (came.solved, came.solved_in_time) == (0, Share(0, 1))

    def test_what_was_registered_before_and_solved_now_is_solved_now(self) -> None:
        came = week(matter(Status.RESOLVED, created=-3, answered=-2, closed=1))
        assert (came.registered, came.solved) == (0, 1)


class TestSayingIt:
    def test_few_are_no_rate(self) -> None:
        assert Share(1, 2).percent is None
        assert Share(2, 3).percent == 67

    def test_only_all_are_a_hundred_percent_and_only_none_are_none(self) -> None:
        assert [Share(part, 1000).percent for part in (0, 1, 999, 1000)] == [0, 1, 99, 100]

    def test_the_slowest_category_by_its_median(self) -> None:
        quick = [matter(Status.RESOLVED, closed=days, category="noise") for days in (0.1, 0.2, 6)]
        slow = [matter(Status.RESOLVED, closed=days, category="repair") for days in (1, 2)]
        slowest = week(*quick, *slow).slowest
        assert slowest is not None
        assert (slowest.category, slowest.took) == ("repair", timedelta(days=1.5))

    def test_one_category_alone_is_not_the_slowest(self) -> None:
        assert week(matter(Status.RESOLVED, closed=1)).slowest is None
