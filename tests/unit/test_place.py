"""Places in talk: what is said, in one form, and nothing that was not said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.context import Context, Gazetteer, Line
from nlp.numerals import value, with_digits
from nlp.place import find_place
from nlp.reading import NOWHERE, Place
from nlp.whereabouts import read_place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("3栋电梯坏了", "3栋"),
        ("三号楼二单员的楼道没人扫", "3栋2单元"),
        ("3幢的灯不亮", "3栋"),
        ("十二座高层没水", "12栋"),
        ("5#1单元门禁坏了", "5栋1单元"),
        ("2棟樓下大堂盞燈閃", "2栋"),
        ("二十栋那棵树", "20栋"),
        ("A座大堂", "A栋"),
        ("单元门关不严 4-2", "4栋2单元"),
        ("3-2-1102漏水", "3栋2单元"),
        ("三杠二杠一一零二漏水", "3栋2单元"),
        ("8-2九楼走廊充电", "8栋2单元"),
        ("七一电梯门夹人", "7栋1单元"),
        ("二单员电梯停了 我在十一号楼", "11栋2单元"),
        ("我住6栋 但我说的是11栋楼下那滩油", "11栋"),
        ("不是5栋 是6栋", "6栋"),
        ("三座丢吃的 我们九座丢纸尿裤", "9栋"),
        ("中庭的音乐我十栋都听得到", "中庭"),
        ("1到4栋都停水", "1-4栋"),
        ("负二有车占两个位", "地库B2"),
        ("负二118又被占了", "地库B2"),
        ("B1-207旁边漏水", "地库B1"),
        ("地下一层在淹水", "地库B1"),
        ("车库顶上漏水", "地库"),
        ("一栋负二有车斜着停", "1栋"),
        ("东大门外面烂菜叶子", "东门"),
        ("二期北门堵了", "二期北门"),
        ("3号门的闸机", "3号门"),
        ("儿童乐园冒黑水", "儿童乐园"),
        ("秋千铁链快断了", "儿童游乐区"),
        ("157车位上面漏水", "157"),
    ],
)
def test_finds(text: str, place: str) -> None:
    assert find_place(text).text == place


@pytest.mark.parametrize(
    "text",
    [
        "", "电梯坏了", "六楼太吵", "1楼2楼都停电", "12号下午来修", "上次是11-06", "修了3-5天", "我打了2-3次电话",
        "停车费从200涨到320", "8:30还在敲", "第一栋", "同一栋楼的", "整栋楼都在响", "一栋楼都在敲", "她一个人管六栋楼",
        "小区没有快递柜", "建个凉亭吧", "跳广场舞的", "房东门锁坏了", "西门子的电梯", "渝B3K926又来了", "买了个东西",
        "@9栋老周 在吗", "七座车进不来", "比分3-2", "两千二百元", "自家车库",
    ],
)  # fmt: skip
def test_invents_nothing(text: str) -> None:
    assert find_place(text).text == ""


def test_parts_beside_the_building() -> None:
    assert find_place("3栋2单元12楼1203漏水") == Place("3栋", "2单元", floor="12楼", door="")
    assert find_place("4栋901漏水") == Place("4栋", door="901")
    assert find_place("B2 D17被占了") == Place(level="B2", bay="D17")
    assert find_place("楼上1803又砸墙") == Place(door="1803")


def test_a_floor_or_a_door_alone_is_kept_but_is_no_place() -> None:
    assert find_place("六楼太吵").floor == "6楼"
    assert not find_place("六楼太吵")


def test_the_estate_knows_its_own_places() -> None:
    known = Gazetteer(places={"鸳鸯亭": ("小亭子", "湖心那个亭"), "南门": ("老门",)})
    assert find_place("小亭子里全是烟头", known).text == "鸳鸯亭"
    assert find_place("老门那边堵了", known).text == "南门"
    assert find_place("3栋小亭子那边", known).text == "3栋"


@given(st.text(alphabet="0123456789-#栋号楼单元负B地库东门一二三十百座 ", max_size=60))
def test_any_text_has_a_place_or_none(text: str) -> None:
    assert isinstance(find_place(text).text, str)


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("十", 10), ("十二", 12), ("二十", 20), ("二十三", 23), ("一百零三", 103), ("一一零二", 1102)],
)
def test_numerals(numeral: str, number: int) -> None:
    assert value(numeral) == number


def test_a_numeral_beside_a_digit_stays_apart() -> None:
    assert with_digits("8-2九楼") == "8-2 9楼"


def _line(text: str, place: Place, age: float = 60, talker: str = "王", label: str = "repair") -> Line:
    return Line(text, talker, age, (label,), place)


def test_a_line_without_place_goes_on_about_the_last_one() -> None:
    talk = (_line("3栋2单元电梯又停了", Place("3栋", "2单元")), _line("吃了吗", Place("9栋"), label="none"))
    assert read_place("按了没反应", Context(talker_id="李", recent=talk)) == (Place("3栋", "2单元"), "talk")


def test_what_was_said_long_ago_is_forgotten() -> None:
    talk = (_line("3栋2单元电梯又停了", Place("3栋"), age=1200),)
    assert read_place("按了没反应", Context(talker_id="李", recent=talk)) == (NOWHERE, "")


def test_the_nickname_tells_the_building() -> None:
    assert read_place("水好小", Context(nickname="3-2-1102小雨妈"))[0].text == "3栋2单元"
    assert read_place("房本啥时候办", Context(nickname="3-2-1102小雨妈"), "property_deed")[0] == NOWHERE


def test_above_me_means_my_own_building() -> None:
    talk = (_line("8栋有狗", Place("8栋")),)
    assert read_place("楼上1803砸墙", Context(nickname="12-1-1703小白", recent=talk))[0].text == "12栋1单元"


def test_a_quoted_line_and_a_group_of_one_building() -> None:
    assert read_place("我这也是", Context(quoted="5栋没水"))[0].text == "5栋"
    assert read_place("没水了", Context(room_building="5栋")) == (Place("5栋"), "room")
    assert read_place("2单元没水", Context(room_building="5栋"))[0].text == "5栋2单元"
