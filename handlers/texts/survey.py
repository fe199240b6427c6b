"""The question after a matter was resolved: how it is asked, what answers sound like, what is said to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.texts.common import matter
from handlers.texts.groups import NOT_SO_HINT, resolved

ASKS_ONE = "。解决了吗?请回 满意 / 基本满意 / 没解决(或 1、2、3)"
_ASKS_SEVERAL = "解决了吗?请带编号回,例如:"

_FULL_STOPS = "。.!;; "

SOLVED, MOSTLY, UNSOLVED = 1, 2, 3
_OUTRIGHT = {
    SOLVED: "1 满意 满意的 很满意 非常满意 挺满意 解决了 已解决 已解决了 已经解决 已经解决了 都解决了 彻底解决了",
    MOSTLY: "2 基本满意 比较满意 还算满意 大致满意 基本解决 基本解决了 大部分解决了 解决了一部分 解决了一半",
    UNSOLVED: (
        "3 没解决 没有解决 未解决 并没解决 没解决好 不满意 很不满意 还没解决 还是没解决 根本没解决 压根没解决 "
        "完全没解决 还没好 还没修好 还没弄好 没修好 没弄好 没处理好 还是没修好 还是没好 老样子 还是老样子 还是那样 "
        "还是一样 跟原来一样 没变化 没得变化 没人来 没人来过 没见人来"
    ),
}
_WITH_ITS_NUMBER = {
    SOLVED: "好了 已经好了 好的 可以 可以了 行 行了 ok 没问题 没问题了 没事了 修好了 弄好了 搞定了 谢谢 感谢 赞",
    MOSTLY: "还行 还可以 一般 一般般 凑合 马马虎虎 差不多 差不多了 好一点 好点了 好多了",
    UNSOLVED: "不行 没用 没有 没 没好 不好 又坏了 还是坏的 还在漏 又堵了 又来了 假的 没动静",
}
OUTRIGHT = {word: score for score, words in _OUTRIGHT.items() for word in words.split()}
"""Answers that are told from talk by themselves, said by somebody who was asked -> 1, 2 or 3."""
WITH_ITS_NUMBER = OUTRIGHT | {word: score for score, words in _WITH_ITS_NUMBER.items() for word in words.split()}
"""Answers when the bot's line is quoted or the request's number stands beside them."""

POLL = r"(?:扣|回|打|敲|刷|回复|选)[ “\"']?[123一]|接龙|投票|举手"
"""A neighbour's own question to the group: bare numbers answer that one."""


def resolved_asking(number: int, category: str, place: str, word: str) -> str:
    return resolved(number, category, place, word.rstrip(_FULL_STOPS)) + ASKS_ONE


def which_one(numbers: Sequence[int]) -> str:
    listed = "、".join(f"#{number}" for number in numbers)
    return f"{listed} 说的是哪一件?请带编号回,例如:{numbers[0]} 满意"


def noted_unsolved(number: int, category: str, place: str) -> str:
    return f"记下了,您说{matter(number, category, place)} 没解决。再有一户这样说就重开。"


def reopened_by_answers(number: int, category: str, place: str) -> str:
    return f"{matter(number, category, place)} 有邻居反映还没解决,已重开,继续办理。"


def told_unsolved(number: int, category: str, place: str, unsolved: int, solved: int, asked: int, words: str) -> str:
    """To the committee; `solved` are 1 and 2 together."""
    others = f",{solved}户满意或基本满意" if solved else ""
    said = f"\n{words}" if words else ""
    return f"{matter(number, category, place)} 办结后回访{asked}户:{unsolved}户说没解决{others},已重开。{said}"


def together(lines: Mapping[int, str]) -> str:
    """News of several requests, number -> line, as one message; what they all ask is asked once, at the end."""
    if len(lines) == 1:
        return next(iter(lines.values()))
    told = [line.removesuffix(ASKS_ONE).removesuffix(NOT_SO_HINT) for line in lines.values()]
    asked = [number for number, line in lines.items() if line.endswith(ASKS_ONE)]
    asks = [f"{_ASKS_SEVERAL}{asked[0]} 满意 / 基本满意 / 没解决"] if asked else []
    return "\n".join([*told, *asks])


def unsolved_count(households: int) -> str:
    return f"回访{households}户说没解决"
