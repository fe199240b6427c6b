"""A report of four characters ("电梯坏了") was taken for talk."""

from __future__ import annotations

import pytest

from nlp.classify import Reader


@pytest.mark.parametrize(
    "text", ["电梯坏了", "路灯坏了", "楼道灯又坏了", "漏水了", "停水了", "井盖没了", "高空抛物又来了"]
)
def test_a_bare_report_is_a_request(reader: Reader, text: str) -> None:
    assert reader.read(text).is_request


@pytest.mark.parametrize("text", ["电梯修好了", "手机没电了", "来电了", "我家冰箱坏了", "堵车了 晚点到"])
def test_what_only_sounds_like_one_is_talk(reader: Reader, text: str) -> None:
    assert not reader.read(text).is_request
