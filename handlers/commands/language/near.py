"""Slips of the thumb: "12 办接" was probably meant as 办结. Only asked back, never obeyed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from handlers.commands.language.numbers import ANY, NAMED
from handlers.commands.language.segment import FILL, QUESTION, SEP, Segment

_REST = re.compile(rf"(?:{SEP}|{ANY}|了|吧|一下|$)+")

_MEANT = {
    slip: word
    for word, slips in {
        "受理": "受里 受礼 受力 收理 授理",
        "办结": "半结 办节 办接 办洁 板结",
        "接单": "接丹 接旦",
        "派单": "派丹 派旦",
        "进展": "进站 近展 进占",
        "备注": "备住 倍注 备主",
        "合并": "合病 和并 合饼",
        "改类": "改内 改累 改雷",
        "催办": "崔办 摧办 催半 吹办",
        "吹哨": "吹稍 催哨 吹少",
        "重开": "从开 虫开",
        "查看": "查砍 茶看",
        "待办": "带办 代半 待半",
        "统计": "统记 通计 统级 同计",
        "公告": "公高 宫告",
        "退回": "退会 腿回",
        "拆分": "拆份 差分",
        "指派": "指排 只派",
    }.items()
    for slip in slips.split()
}
"""Words that sound or look like a command and are nothing else beside a number: slips of the input method."""
_ASKED = [slip for slip, word in _MEANT.items() if word in ("待办", "统计")]
_SLIP = re.compile(
    rf"{FILL}*?(?:{ANY}{FILL}*?(?P<after>{'|'.join(_MEANT)})(?={SEP}|了|吧|一下|$)"
    rf"|(?P<before>{'|'.join(_MEANT)}){SEP}*{ANY}|(?P<asks>{'|'.join(_ASKED)}).{{0,6}}$)"
)
_EVERYDAY = frozenset({"改急", "不急", "答复", "恢复", "延期"})
"""One character from words of everyday talk: 着急, 答应."""


def slip(segment: Segment) -> str:
    """The command whose word the input method got wrong, or ""."""
    found = _SLIP.match(segment.head)
    if found is None or segment.to_other or QUESTION.search(segment.folded):
        return ""
    return _MEANT[found["after"] or found["before"] or found["asks"]]


def near_word(segment: Segment, words: Sequence[str]) -> str:
    """The declared word that a short unknown word beside a number or under a card resembles, or ""."""
    if segment.to_other or not (segment.refs or segment.quotes) or re.search(NAMED, segment.head):
        return ""
    pieces = [piece for piece in _REST.split(segment.head) if piece]
    if len(pieces) != 1 or len(segment.refs) > 1 or QUESTION.search(segment.folded):
        return ""
    said = pieces[0]
    if not 2 <= len(said) <= 5 or said in words or re.search(r"[不没过别未]", said):
        return ""
    near = [word for word in words if len(word) >= 2 and word not in _EVERYDAY and _alike(said, word)]
    return near[0] if near else ""


def _alike(said: str, word: str) -> bool:
    """One character wrong of two to four, or two swapped; and the same length give or take one."""
    if sorted(said) == sorted(word):
        return True
    return abs(len(said) - len(word)) <= (len(word) > 2) and Levenshtein.distance(said, word, score_cutoff=1) == 1
