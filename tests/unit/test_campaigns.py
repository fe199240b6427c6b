"""The campaigns that are ready to use: their texts, their dates, and how much is read when all of them are on."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise, takewhile
from zoneinfo import ZoneInfo

import pytest

from handlers.campaigns import LONGEST, Campaign, find, named, templates
from handlers.campaigns.spacing import gives_way
from handlers.recurrence import upcoming
from nlp.schedule import Schedule

ZONE = ZoneInfo("Asia/Shanghai")
START, END = datetime(2026, 1, 5, tzinfo=ZONE), datetime(2036, 1, 7, tzinfo=ZONE)
each = pytest.mark.parametrize("campaign", templates(), ids=lambda one: one.key)


def lines(schedules: list[tuple[Campaign, Schedule]]) -> list[tuple[datetime, str, str]]:
    """(local time, name, text) of everything said in ten years, in order."""
    on = [schedule for _, schedule in schedules]
    return sorted(
        (moment.astimezone(ZONE), campaign.name, campaign.text_at(schedule, moment))
        for campaign, schedule in schedules
        for moment in takewhile(lambda moment: moment < END, upcoming(schedule, START))
        if not gives_way(schedule, moment, on)
    )


@pytest.fixture(scope="module")
def ten_years() -> list[tuple[datetime, str, str]]:
    return lines([(campaign, schedule) for campaign in templates() for schedule in campaign.schedules(ZONE)])


def test_the_eight_that_a_committee_asks_for_are_there() -> None:
    names = {campaign.name for campaign in templates()}
    assert names == {"消防通道", "垃圾分类", "防汛", "防冻", "电动车充电", "烟花爆竹", "消防演练", "接待日"}


@each
def test_texts_are_short_sober_and_tell_what_to_do(campaign: Campaign) -> None:
    assert len(set(campaign.texts)) == len(campaign.texts) >= 3
    for text in campaign.texts:
        assert len(text.replace("{day}", "国庆节")) <= LONGEST
        assert text.endswith("。")
        assert not re.search(r"[!!~]|温馨|广大|务必|严禁", text)
        assert re.search("请|别|教", text)
        assert re.search(r"119|120|物业|业委会|群里|公告", text)


@each
def test_it_is_said_by_day(campaign: Campaign) -> None:
    for days, at in campaign.times:
        assert 9 <= at.hour < 20, days


@each
def test_it_is_found_by_its_names(campaign: Campaign) -> None:
    assert {named(word) for word in (campaign.key, campaign.name, *campaign.words)} == {campaign}
    assert find(campaign.key) is campaign


def test_the_festival_stands_in_the_text() -> None:
    fire_lane = find("fire_lane")
    assert fire_lane is not None
    for schedule in fire_lane.schedules(ZONE):
        moment = next(upcoming(schedule, START))
        assert schedule.days.name in fire_lane.text_at(schedule, moment)  # type: ignore[union-attr]


def test_with_all_of_them_on_nobody_reads_more_than_two_a_week_and_one_a_day(
    ten_years: list[tuple[datetime, str, str]],
) -> None:
    weeks = Counter(at.isocalendar()[:2] for at, _, _ in ten_years)
    assert max(weeks.values()) == 2
    assert max(Counter(at.date() for at, _, _ in ten_years).values()) == 1
    assert len(ten_years) / 522 < 1.3


def test_what_belongs_to_a_day_of_the_year_is_never_left_out_for_what_comes_every_month(
    ten_years: list[tuple[datetime, str, str]],
) -> None:
    said = {(at.date(), name) for at, name, _ in ten_years}
    assert (date(2027, 2, 5), "烟花爆竹") in said  # the last day of the lunar year
    assert (date(2026, 12, 30), "消防通道") in said
    dated = Counter(name for _, name, _ in ten_years)
    assert dated["防汛"] >= 48
    assert dated["消防通道"] >= 46


def test_no_text_is_read_again_within_two_months(ten_years: list[tuple[datetime, str, str]]) -> None:
    by_text: dict[str, list[datetime]] = {}
    for at, _, text in ten_years:
        by_text.setdefault(text, []).append(at)
    for text, moments in by_text.items():
        assert all(later - earlier > timedelta(days=60) for earlier, later in pairwise(moments)), text


def test_alone_nothing_gives_way() -> None:
    for campaign in templates():
        for schedule in campaign.schedules(ZONE):
            assert not gives_way(schedule, next(upcoming(schedule, START)), [schedule])
