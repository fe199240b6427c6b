"""Which car a line is about that names no plate."""

from __future__ import annotations

import pytest

from nlp.cars import SAME_CAR, read_plates
from nlp.context import Context, Line

BLOCKED = "东门消防通道停了辆沪A12345 一早上了"


def after(*lines: tuple[str, str, float]) -> Context:
    """What 小雨 says after lines of (who, text, seconds before)."""
    recent = tuple(Line(text, who, age, ("fire_access", "parking")) for who, text, age in lines)
    return Context(talker_id="小雨", recent=recent)


@pytest.mark.parametrize(
    ("text", "context", "plates"),
    [
        ("车上没留电话", after(("小雨", BLOCKED, 60)), ("沪A12345",)),
        ("昨晚就在了 打电话是空号", after(("老周", BLOCKED, 60)), ("沪A12345",)),
        ("三栋门口消防通道被堵了", after(("老周", BLOCKED, 60)), ()),
        ("隔壁单元消防通道又堵了", after(("小雨", BLOCKED, 60)), ()),
        ("我的车位也被占了", after(("老周", BLOCKED, 60)), ()),
        ("车上没留电话", after(("小雨", BLOCKED, SAME_CAR + 1)), ()),
        ("车上没留电话", after(("小雨", BLOCKED, 90), ("小雨", "沪B23456也是", 60)), ()),
        ("又换成沪B23456了", after(("小雨", BLOCKED, 60)), ("沪B23456",)),
        ("车上没留电话", Context(talker_id="小雨"), ()),
    ],
)
def test_the_car_of_the_talk(text: str, context: Context, plates: tuple[str, ...]) -> None:
    assert read_plates(text, context, "parking")[0] == plates


def test_a_plate_that_was_no_report_is_nobodys_car() -> None:
    own = Line("我的车牌是沪A12345 登记一下", "小雨", 60, ("none",))
    assert read_plates("又有人停这儿 叫他挪走", Context(talker_id="小雨", recent=(own,)), "parking") == ((), "")


def test_only_what_is_about_cars_takes_one_from_the_talk() -> None:
    assert read_plates("一楼臭死了", after(("小雨", BLOCKED, 60)), "sanitation") == ((), "")
