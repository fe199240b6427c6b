"""What the room has reported in the last days tells the car and the place that a line means without naming them."""

from __future__ import annotations

import pytest

from bot.reading import read_residents
from nlp.cars import read_plates
from nlp.context import Context, Line
from nlp.place import find_place
from nlp.whereabouts import read_place

BLOCKED = "北门口那辆冀R5N770横着挺 出都出不去"
WALL = "10栋后面堡坎裂了条缝"
DANCING = "中庭广场舞跳到十点"


def known(*reports: tuple[str, str, str], recent: tuple[Line, ...] = ()) -> Context:
    """What 强子 says days after reports of (who, text, category)."""
    lines = tuple(Line(text, who, 0.0, (category,), find_place(text)) for who, text, category in reports)
    return Context(talker_id="强子", nickname="6-1-1502强子", known=lines, recent=recent)


def just_said(who: str, text: str) -> tuple[Line, ...]:
    return (Line(text, who, 60.0, ("parking",), find_place(text)),)


@pytest.mark.parametrize(
    ("text", "context", "plates"),
    [
        ("北门又堵上了 还是那车", known(("老周", BLOCKED, "parking")), ("冀R5N770",)),
        ("那车又来了", known(("强子", BLOCKED, "parking")), ("冀R5N770",)),
        ("那车又来了", known(("老周", BLOCKED, "parking")), ()),
        ("南门又堵上了 还是那车", known(("老周", BLOCKED, "parking")), ()),
        ("南门又堵上了 还是那车", known(("强子", BLOCKED, "parking")), ()),
        ("北门又堵上了", known(("老周", BLOCKED, "parking")), ()),
        ("北门还是那车", known(("老周", BLOCKED, "parking"), ("老王", "北门停着沪B23456", "parking")), ()),
        ("那车位又被占了", known(("强子", BLOCKED, "parking")), ()),
        ("那车队又来堵门了", known(("强子", BLOCKED, "parking")), ()),
        ("我那车又被刮了", known(("强子", BLOCKED, "parking")), ()),
        ("又来一辆 不是上次那车", known(("强子", BLOCKED, "parking")), ()),
        ("南门那辆白色SUV又把通道堵死了", known(("强子", BLOCKED, "parking")), ()),
        ("北门还是那车", known(("老周", "北门卖菜的冀R5N770 便宜", "greening")), ()),
        ("那车还没挪走", known(("强子", BLOCKED, "parking"), recent=just_said("老周", "西门口沪B23456横停")), ()),
    ],
)
def test_that_car_is_the_one_that_was_reported(text: str, context: Context, plates: tuple[str, ...]) -> None:
    assert read_plates(text, context, "parking")[0] == plates


@pytest.mark.parametrize(
    ("text", "category", "context", "place"),
    [
        ("堡坎那里警戒线吹断了", "safety", known(("老周", WALL, "safety")), "10栋"),
        ("广场舞又是这个点", "noise", known(("老周", DANCING, "noise")), "中庭"),
        ("冀R5N770又停起了", "parking", known(("老周", BLOCKED, "parking")), "北门"),
        ("还是占我D17", "parking", known(("老周", "地下二层D17被占了", "parking")), "地库B2"),
        ("路灯还是没亮", "repair", known(("强子", "中庭路灯全黑", "repair")), "中庭"),
        ("电梯又停了", "repair", known(("老周", "3栋电梯坏了", "repair")), "6栋1单元"),
        ("广场舞又是这个点", "noise", known(("老周", DANCING, "noise"), ("老王", "东门广场舞吵", "noise")), "6栋1单元"),
        ("8栋的堡坎也裂了", "safety", known(("老周", WALL, "safety")), "8栋"),
        ("我家楼道灯坏了", "repair", known(("强子", "中庭路灯全黑", "repair")), "6栋1单元"),
        ("我们单元门禁刷不开了", "repair", known(("强子", "东门门禁坏了", "repair")), "6栋1单元"),
        ("我家楼下井盖翘起来了", "repair", known(("老周", "西门井盖没了", "safety")), "6栋1单元"),
        (
            "又停起了",
            "parking",
            known(("老周", BLOCKED, "parking"), recent=just_said("强子", "东门又被车堵了")),
            "东门",
        ),
        (
            "堡坎又掉土了",
            "safety",
            known(("老周", "3栋1单元堡坎裂", "safety"), ("老王", "3栋2单元堡坎", "safety")),
            "3栋",
        ),
        ("占我D17", "parking", known(("老周", "D17车位被占了", "parking")), ""),
    ],
)
def test_the_thing_is_where_it_was(text: str, category: str, context: Context, place: str) -> None:
    assert read_place(text, context, category)[0].text.replace("D17", "") == place


def test_whistle_read_knows_the_reports_of_a_room_for_a_week() -> None:
    days = ("2026-11-02", "2026-11-04", "2026-11-20")
    texts = ("北门口那辆冀R5N770横着挺 出都出不去", "北门又堵上了 还是那车", "北门又堵上了 还是那车")
    placed = [
        {"id": day, "text": text, "room": "1-5栋群", "talker": "强子", "time": f"{day}T09:00:00+08:00"}
        for day, text in zip(days, texts, strict=True)
    ]
    timeless = {"id": "alone", "text": texts[1], "room": "1-5栋群", "talker": "强子"}
    read = {line["id"]: line["plates"] for line in read_residents([*placed[:2], timeless, placed[2]])}
    assert read == {days[0]: ["冀R5N770"], days[1]: ["冀R5N770"], "alone": [], days[2]: []}
