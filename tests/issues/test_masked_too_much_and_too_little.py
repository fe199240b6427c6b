"""A door was readable because its digits stood in a phone number; counts of households and hotlines were not."""

from __future__ import annotations

import pytest

from nlp.mask import mask_private


@pytest.mark.parametrize(
    ("text", "known", "others_read"),
    [
        ("501室的业主说是他家线路", "楼道灯坏了,电话13850166789", "***室的业主说是他家线路"),
        ("501室的业主说是他家线路", "3-2-501家的灯坏了", "501室的业主说是他家线路"),
        ("501室的业主说是他家线路", "3栋2单元1501室", "***室的业主说是他家线路"),
        ("车主13812345678", "电话138 1234 5678", "车主13812345678"),
        ("车主13812345678", "编号913812345678", "车主138****"),
        ("沪A12345挪走了", "沪A·12345堵着", "沪A12345挪走了"),
        ("沪A12345挪走了", "粤B12345堵着", "沪A***45挪走了"),
    ],
)
def test_only_whole_numbers_are_known(text: str, known: str, others_read: str) -> None:
    assert mask_private(text, known) == others_read


@pytest.mark.parametrize(
    "text", ["3栋 120户都停过", "3栋230户都要换", "热线96789012可打", "抢修电话:96789012", "客服热线 02388886666"]
)
def test_useful_words_stay(text: str) -> None:
    assert mask_private(text) == text


@pytest.mark.parametrize(
    ("text", "others_read"),
    [
        ("3栋1201户漏水", "3栋***户漏水"),
        ("3栋501户主", "3栋***户主"),
        ("3栋520户主", "3栋***户主"),
        ("热线13812345678", "热线138****"),
        ("账号96789012", "账号****"),
    ],
)
def test_doors_and_phones_do_not(text: str, others_read: str) -> None:
    assert mask_private(text) == others_read
