"""Licence plates in talk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.mask import mask, mask_private
from nlp.plate import compatible, find_plates


@pytest.mark.parametrize(
    ("text", "plates"),
    [
        ("渝B3K926又停起了", ("渝B3K926",)),
        ("湘A·6B219 下来挪一哈", ("湘A6B219",)),
        ("鲁B-7W12E 谁的", ("鲁B7W12E",)),
        ("湘 A W3C77 你压着井盖", ("湘AW3C77",)),
        ("粤b 3m7q1 顶住我车尾", ("粤B3M7Q1",)),
        ("湘\uff21·\uff31\uff16P38 压着出线", ("湘AQ6P38",)),
        ("绿牌沪AD·5F6K1", ("沪AD5F6K1",)),
        ("鄂AD91K03 一台骑两格", ("鄂AD91K03",)),
        ("湘A1234学 倒库", ("湘A1234学",)),
        ("粵B7D3K2 唔该移开", ("粤B7D3K2",)),
        ("沪B33开头的", ("沪B33",)),
        ("湘D那台面包天天在", ("湘D",)),
        ("尾号29M那部", ("29M",)),
        ("后三位2Q9的白车", ("2Q9",)),
        ("车牌B3K926 堵着", ("B3K926",)),
        ("K88M2的朋友 你压线了", ("K88M2",)),
        ("赣A6T0W3挨着赣AD31P77", ("赣A6T0W3", "赣AD31P77")),
        ("M3B61 m3b61 听见请挪", ("M3B61",)),
        ("渝B3K926 尾号926", ("渝B3K926",)),
    ],
)
def test_finds(text: str, plates: tuple[str, ...]) -> None:
    assert find_plates(text) == plates


@pytest.mark.parametrize(
    "text",
    [
        "3-2-1102 漏水", "打我电话13812345678", "停车费从200涨到320", "地库D17是我的", "B2-208被占了", "A8栋1203",
        "新A区停水", "微信号ad55302 别加错", "手机尾号0345", "快递尾号3321 拿错了", "110KV变电站", "3B1102门口",
        "报修单RX0417没人理", "GB50016规定了车道宽度", "12号下午2点", "",
    ],
)  # fmt: skip
def test_invents_nothing(text: str) -> None:
    assert find_plates(text) == ()


def test_part_of_a_plate_fits_the_whole() -> None:
    assert compatible("29M", "苏E7K29M")
    assert compatible("沪B33", "沪B33K21")
    assert not compatible("29M", "苏E7K29N")


def test_masked() -> None:
    assert mask("渝B3K926") == "渝B***26"
    assert mask("29M") == "***"


@pytest.mark.parametrize(
    ("text", "others_read"),
    [
        ("渝B·3K926 堵住了", "渝B***26 堵住了"),
        ("打 138 1234 5678 找我", "打 138**** 找我"),
        ("023-67891234 没人接", "023**** 没人接"),
        ("3-2-1102漏水", "3-2-***漏水"),
        ("5栋二单元五零三吵", "5栋2单元***吵"),
        ("1102室太吵", "***室太吵"),
        ("楼上1803又砸墙", "楼上***又砸墙"),
        ("4-901漏水", "4-***漏水"),
        ("停车费涨到320元", "停车费涨到320元"),
        ("3栋2单元电梯停在7楼", "3栋2单元电梯停在7楼"),
    ],
)
def test_what_other_groups_may_read(text: str, others_read: str) -> None:
    assert mask_private(text) == others_read


def test_what_the_readers_know_is_not_masked() -> None:
    own = "渝B·3K926 堵门 我住1102室"
    assert mask_private("1102室的渝B3K926已挪走,车主138 1234 5678", own) == "1102室的渝B3K926已挪走,车主138****"


@given(st.text(alphabet="渝BA3K926· -尾号车学栋", max_size=40))
def test_masked_text_names_no_whole_plate(text: str) -> None:
    whole = [plate for plate in find_plates(text) if len(plate) >= 7]
    assert not any(plate in mask_private(text) for plate in whole)
