"""Until when, as the committee types it: in front of a reason or behind it, relative or by date."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.commands.language.until import moment_of, split

WEDNESDAY = datetime(2026, 11, 25, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("words", "until", "reason"),
    [
        ("到下周三 等配件", "下周三", "等配件"),
        ("3天", "3天后", ""),
        ("三天,配件缺货", "3天后", "配件缺货"),
        ("一周", "1周后", ""),
        ("两个星期 天气不好", "2周后", "天气不好"),
        ("半个月", "15天后", ""),
        ("2个月", "2个月后", ""),
        ("三个工作日 走流程", "3天后", "走流程"),
        ("2小时", "2小时后", ""),
        ("月底", "月底", ""),
        ("到月底,等业委会开会", "月底", "等业委会开会"),
        ("到12月5日 配件缺货", "2026-12-05", "配件缺货"),
        ("配件缺货,延到12月5日", "2026-12-05", "配件缺货"),
        ("配件没到 3天", "3天后", "配件没到"),
        ("下周", "下周一", ""),
        ("年底 等公示", "2026-12-31", "等公示"),
        ("到明天下午三点 等厂家", "明天 15:00", "等厂家"),
        ("等到下周三再说", "下周三", ""),
        ("因为下雨", "", "下雨"),
        ("等业委会开会", "", "等业委会开会"),
        ("配件要3天才到", "", "配件要3天才到"),
        ("厂家说下周三才有货", "", "厂家说下周三才有货"),
        ("下周三开会再定", "下周三", "下周三开会再定"),
        ("到昨天", "", "到昨天"),
        ("每周五", "", "每周五"),
        ("", "", ""),
    ],
)
def test_the_time_and_the_reason(words: str, until: str, reason: str) -> None:
    found = split(words, WEDNESDAY)
    assert (found.text, found.reason) == (until, reason)


@pytest.mark.parametrize("words", ["到下周三 等配件", "3天", "月底", "到12月5日 配件缺货", "下周", "2小时"])
def test_the_time_is_found_before_the_day_is_known(words: str) -> None:
    assert split(words, None).text


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("下周三", "2026-12-02T18:00"),
        ("周五", "2026-11-27T18:00"),
        ("3天后", "2026-11-28T18:00"),
        ("1周后", "2026-12-02T18:00"),
        ("1个月后", "2026-12-25T18:00"),
        ("2小时后", "2026-11-25T17:00"),
        ("明天 15:00", "2026-11-26T15:00"),
        ("2026-12-05 17:00", "2026-12-05T17:00"),
        ("月底", "2026-11-30T18:00"),
    ],
)
def test_the_moment_it_means(text: str, moment: str) -> None:
    meant = moment_of(text, WEDNESDAY)
    assert meant is not None
    at = meant.after(WEDNESDAY, WEDNESDAY.replace(hour=18).time())
    assert at == datetime.fromisoformat(moment).replace(tzinfo=WEDNESDAY.tzinfo)


@pytest.mark.parametrize("text", ["每周五", "过几天", "2月30号", "等配件"])
def test_what_names_no_one_day_means_none(text: str) -> None:
    assert moment_of(text, WEDNESDAY) is None
