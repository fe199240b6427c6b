"""Both ways in which WeChat writes a quote into the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.quote import Quoted, split_quote

ROW = "- - - - - - - - - - - - - - -"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("电梯坏了", Quoted("", "", "电梯坏了")),
        (f"「王姐:电梯坏了」\n{ROW}\n我家也是", Quoted("王姐", "电梯坏了", "我家也是")),
        (f"「王姐\uff1a电梯坏了」\n{ROW}\n我家也是", Quoted("王姐", "电梯坏了", "我家也是")),
        ("「王姐:电梯坏了」\n———————\n我家也是", Quoted("王姐", "电梯坏了", "我家也是")),
        (f"「王姐:第一行\n第二行」\n{ROW}\n一\n二", Quoted("王姐", "第一行\n第二行", "一\n二")),
        (
            f"「张三:「李四:停水」\n{ROW}\n我也停」\n{ROW}\n都停",
            Quoted("张三", f"「李四:停水」\n{ROW}\n我也停", "都停"),
        ),
        (f"「王姐:他说」了一半」\n{ROW}\n好", Quoted("王姐", "他说」了一半", "好")),
        (f"「3:2王姐:8:30停水」\n{ROW}\n知道", Quoted("3:2王姐", "8:30停水", "知道")),
        (f"「[图片]」\n{ROW}\n这是哪", Quoted("", "[图片]", "这是哪")),
        (f"「吹哨:#12 【停车】3栋」\n{ROW}\n受理", Quoted("吹哨", "#12 【停车】3栋", "受理")),
        (f"「王姐:停水」\n{ROW}", Quoted("王姐", "停水", "")),
        ("我家也是\n「王姐\uff1a停水」", Quoted("王姐", "停水", "我家也是")),
        (f"我家也是\n{ROW}\n「王姐:停水」", Quoted("王姐", "停水", "我家也是")),
        ("我家也是 「王姐:停水」", Quoted("王姐", "停水", "我家也是")),
    ],
)
def test_takes_a_message_apart(text: str, quoted: Quoted) -> None:
    assert split_quote(text) == quoted


@pytest.mark.parametrize("text", ["物业贴了「通知:明天停水」", "「好」", "「", "」", "「王姐:停水", f"{ROW}\n在吗"])
def test_brackets_alone_are_no_quote(text: str) -> None:
    assert split_quote(text) == Quoted("", "", text)


@given(st.text(alphabet="「」::\n- 王3停"))
def test_any_text_can_be_taken_apart(text: str) -> None:
    found = split_quote(text)
    assert len(found.speaker) + len(found.quoted) + len(found.reply) <= len(text)
