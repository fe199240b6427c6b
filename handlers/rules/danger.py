"""Which number to call when life is in danger now. Standard library only.

119 fire and rescue (trapped people as well), 110 police, 120 ambulance: the national emergency numbers of China.
"""

from __future__ import annotations

import re

_SIGNS = (
    (
        "119",
        "着火 起火 火苗 火星 火花 冒烟 浓烟 燃气 煤气 天然气 漏气 烧起来 爆炸 焦味 糊味 困在 困人 困着人 困住 被困 "
        "关人 关着人 关在 关到 出不来 拍门",
    ),
    (
        "120",
        "晕倒 昏倒 昏迷 流血 摔伤 砸伤 砸到人 砸中人 咬伤 心脏 触电 跳楼 轻生 救护车 没呼吸 抽搐 心梗 落水 溺水 "
        "掉水里 掉进水 掉到水",
    ),
    ("110", "持刀 砍人 翻墙 偷东西 打人 打架 打起来 小偷 撬锁 撬门 入室 翻窗 陌生人 生人 尾随 跟踪 抢劫 跳楼 轻生"),
)
_OUTRIGHT = re.compile(
    r"着火了|起火了|冒烟|冒火|爆炸|(?:煤气|燃气|天然气)(?:味|漏|泄)|漏(?:煤气|燃气|气了)|触电了|跳楼|轻生"
    r"|落水了|溺水|掉(?:进|到|在)?水里|掉[进到]水|(?:被|给)?困在|被困|困住|困着?人|困了人|关着?人|关了人|晕倒|昏倒|昏迷|没呼吸|持刀|砍人"
)


def numbers_to_call(text: str) -> tuple[str, ...]:
    """The emergency numbers that fit the words of an urgent report; () when none fits."""
    return tuple(number for number, signs in _SIGNS if any(sign in text for sign in signs.split()))


def life_in_danger(text: str) -> bool:
    """Whether a report names, outright, a danger to life that is there now."""
    return _OUTRIGHT.search(text) is not None
