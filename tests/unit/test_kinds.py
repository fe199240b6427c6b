"""What a matter's kind says of danger."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import kinds
from nlp.classify import Reader
from nlp.context import Context, Line
from nlp.reading import Urgency

odds = st.lists(st.floats(-30, 30), min_size=12, max_size=12)


@given(categories=odds, usual=odds)
def test_the_short_way_leans_as_the_shares_do(categories: list[float], usual: list[float]) -> None:
    share = kinds.shares(np.array([categories]))[0]
    assert share.sum() == pytest.approx(1)
    assert kinds.leaning(categories, usual) == pytest.approx(float(share @ np.array(usual)), abs=1e-9)


def test_a_blocked_lane_is_usual_in_chat_and_urgent_in_a_petition(reader: Reader) -> None:
    typed = reader.read("消防通道又停满了 车主出来挪一下")
    written = reader.read("小区消防通道长期被私家车占用，物业一直不管，请有关部门尽快处理。")
    assert (typed.main, written.main) == ("fire_access", "fire_access")
    assert (typed.urgency, written.urgency) == (Urgency.NORMAL, Urgency.URGENT)


@pytest.mark.parametrize(
    ("before", "kind", "urgency"),
    [
        ("402天天在屋里充电瓶", "safety", Urgency.URGENT),
        ("东门垃圾桶满了", "sanitation", Urgency.NORMAL),
        ("楼上半夜装修", "noise", Urgency.NORMAL),
    ],
)
@pytest.mark.parametrize("line", ["昨天又来一次", "还是老样子 没人弄", "我们单元也有一个"])
def test_what_goes_on_is_as_dangerous_as_what_it_goes_on_about(
    reader: Reader, line: str, before: str, kind: str, urgency: Urgency
) -> None:
    talk = Context(talker_id="w1", recent=(Line(before, "w1", 60.0, (kind,)),))
    assert reader.read(line, talk).urgency is urgency
