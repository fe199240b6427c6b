"""Campaigns: "活动", "开启活动 消防通道", "活动 消防通道 开", "关闭活动 防汛"."""

from __future__ import annotations

import re

from handlers.commands.language.parsed import NONE, Parsed
from handlers.commands.language.segment import FILL, QUESTION, SEP, TAIL, Segment, args_of

_LIST = re.compile(rf"{FILL}*?(?:查看|看看|看|列出)?{SEP}*活动(?:列表|清单|模板)?{TAIL}$")
_ON, _OFF = r"开启|打开|启用|开", r"关闭|关掉|停用|停止|关|停"
_NAME = r"(?P<name>[^ ,。:]{1,10})"
_ROOM = rf"(?:{SEP}+(?:发到)?(?P<room>[^ ,。:]{{1,20}}?)(?:业主)?群?)?"
_VERB_FIRST = re.compile(
    rf"{FILL}*?(?:(?P<on>{_ON})|(?P<off>{_OFF}))(?P<all>全部|所有)?活动(?:{SEP}*{_NAME}{_ROOM})?{TAIL}$"
)
_NAME_FIRST = re.compile(rf"{FILL}*?活动{SEP}+{_NAME}{SEP}+(?:(?P<on>{_ON})|(?P<off>{_OFF})){_ROOM}{TAIL}$")


def campaigns(segment: Segment) -> Parsed:
    """The list, or one campaign switched on or off."""
    head = segment.head
    if segment.to_other or "活动" not in head or len(head) > 40 or QUESTION.search(segment.folded):
        return NONE
    if _LIST.match(head):
        return Parsed("list_campaigns", word="活动")
    found = _NAME_FIRST.match(head) or _VERB_FIRST.match(head)
    if found is None or re.match(r"室|中心|场|区|了|的|吧", head[head.index("活动") + 2 :]):
        return NONE
    every = "all" in found.re.groupindex and found["all"]
    args = args_of(campaign="全部" if every else _typed(segment, found, "name"), room=_typed(segment, found, "room"))
    return Parsed(
        "start_campaign" if found["on"] else "stop_campaign", args, word="开启活动" if found["on"] else "关闭活动"
    )


def _typed(segment: Segment, found: re.Match[str], group: str) -> str:
    return segment.words(*found.span(group)) if found[group] else ""
