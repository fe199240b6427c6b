"""Taking back one's last command: "撤销", "撤回上一条", "12 撤销", "刚才那个撤了"."""

from __future__ import annotations

import re

from handlers.commands.language.numbers import ANY
from handlers.commands.language.parsed import NONE, Parsed
from handlers.commands.language.segment import QUESTION, SEP, TAIL, Segment, args_of

_LAST = r"(?:我?刚才?(?:那|的|发的|说的)*[条个步句]?|上一?[条个步句](?:指令|操作|命令)?|这一?[条步](?:操作|指令)?)"
_UNDO = r"(?:撤销|撤回|撤消|反悔)"
_PLAIN = re.compile(rf"(?:{SEP}|请|麻烦|把|帮我)*(?:{_LAST}(?:指令|操作)?)?{SEP}*{_UNDO}{SEP}*(?:{_LAST})?{TAIL}$")
_NUMBER = re.compile(
    rf"(?:{SEP}|请|麻烦|把|帮我)*(?:(?P<ref>{ANY})(?:的?{_LAST}|的?操作)?{SEP}*{_UNDO}"
    rf"|{_UNDO}{SEP}*(?P<ref2>{ANY})(?:的?{_LAST})?){TAIL}$"
)
_WHAT = r"派单|派工|指派|受理|接单|立案|合并|并单|改类|分类|改分类|升级|上报|吹哨|延期|退回|驳回|催办|不予受理"
_OF_WHAT = re.compile(
    rf"(?:(?P<why>[^{ANY[1:-1]}]{{2,10}}?){SEP}+)?(?:{SEP}|请|麻烦|把|帮我)*(?P<ref>{ANY})?的?{SEP}*(?:{_UNDO}"
    rf"|取消)(?:刚才的?|这个|那个|{SEP})*"
    rf"(?:{_WHAT})(?:{SEP}*(?P<ref2>{ANY}))?{TAIL}$"
)
""" "12撤销合并", "派错了 撤销派单" under a card. What is taken back of 办结 and 挂起 has names of its own."""


def undo(segment: Segment) -> Parsed:
    """The speaker's last command, or his last one on the request that is named or quoted."""
    if segment.to_other or QUESTION.search(segment.folded) or len(segment.folded) > 20:
        return NONE
    if (segment.refs or segment.quotes) and _OF_WHAT.match(segment.head):
        return Parsed("undo", args_of(segment.tickets()), word="撤销")
    if segment.refs:
        found = _NUMBER.match(segment.head)
        return Parsed("undo", args_of(segment.numbers()), word="撤销") if found else NONE
    found = _PLAIN.match(segment.head)
    return Parsed("undo", args_of(segment.tickets() or None), word="撤销") if found else NONE
