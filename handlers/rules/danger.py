"""Which number to call when life is in danger now. Standard library only.

119 fire and rescue (trapped people as well), 110 police, 120 ambulance: the national emergency numbers of China.
"""

from __future__ import annotations

_SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("119", ("着火", "起火", "火苗", "火星", "火花", "冒烟", "浓烟", "燃气", "煤气", "天然气", "烧起来", "爆炸", "焦味",
             "糊味", "困在", "困人", "困着", "被困", "关人", "关着人",
             "关在", "关到", "出不来", "拍门")),
    ("120", ("晕倒", "昏倒", "昏迷", "流血", "摔伤", "砸伤", "触电", "救护车", "没呼吸", "抽搐", "心梗")),
    ("110", ("持刀", "砍人", "打人", "小偷", "撬锁", "撬门", "入室", "翻窗", "陌生人", "生人", "尾随", "跟踪", "抢劫")),
)  # fmt: skip


def numbers_to_call(text: str) -> tuple[str, ...]:
    """The emergency numbers that fit the words of an urgent report; () when none fits."""
    return tuple(number for number, signs in _SIGNS if any(sign in text for sign in signs))
