"""受理 and 恢复 without their words: "这单我们办", "同意受理", "接起" under a card; "19不挂了 继续弄"."""

from __future__ import annotations

import re

from handlers.commands.language.numbers import ANY, NAMED
from handlers.commands.language.parsed import NONE, Parsed
from handlers.commands.language.segment import CONSULTS, FILL, QUESTION, SEP, TAIL, Segment, args_of

_WE = r"(?:我们|咱们?|俺们|业委会|我哋)(?:这?边|自己)?(?:来|先|去)?(?:办|管|接|收|弄|搞|做|处理|跟进?|负责|解决|受理)"
_TAKES = re.compile(
    rf"{FILL}*?(?P<ref>{ANY})?{FILL}*?(?:{_WE}|(?:同意|准予|可以|归我们管|归业委会管|该我们管"
    rf"|是我们的事)[ ,]*(?:受理|接单|立案"
    rf"|收)|(?:归|是)我们(?:管|的)?|(?:接|收)(?:起|哈|下)来?)"
    rf"(?:{SEP}*(?:{_WE}|受理))?(?:吧|了|起|嘛|{SEP})*{TAIL}$"
)
_GOES_ON = r"(?:接着|继续)(?:办|弄|修|干|做|搞|处理|整)(?:起|下去)?"
_LIFTS = (
    r"(?:(?:解除|取消|结束)(?:挂起|暂停|搁置)|(?:不用?|别)再?(?:挂起?|暂停|搁置)着?了|恢复办理|恢复处理"
    r"|恢复计时|可以恢复|开始恢复)(?:了|吧)?"
)
_RESUMES = re.compile(
    rf"{FILL}*?(?P<ref>{ANY})(?:(?P<why>[^{ANY[1:-1]}]{{2,16}}?){SEP}+|{FILL}*+)(?:{_LIFTS}"
    rf"|{_GOES_ON})(?:{SEP}*(?:{_GOES_ON}))?{TAIL}$"
)
_RESUMES_LAST = re.compile(
    rf"(?P<why>[^{ANY[1:-1]}]{{2,16}}?){SEP}+{FILL}*?(?P<ref>{ANY}){FILL}*?(?:{_LIFTS}|{_GOES_ON}){TAIL}$"
)
_RESUMES_QUOTED = re.compile(rf"(?:.{{2,16}}?{SEP}+|{FILL}*?){_LIFTS}(?:{SEP}*(?:{_GOES_ON}))?{TAIL}$")
_TALK = re.compile(r"你|谁|他|她|大家|觉得|如果|要是|什么时候|没[ ,]|还没|不能|等")


def accept(segment: Segment) -> Parsed:
    """ "这单我们办" under a card or with a number; nothing else may be said."""
    if segment.to_other or QUESTION.search(segment.folded) or not (segment.refs or segment.quotes):
        return NONE
    found = _TAKES.match(segment.head)
    if found is None or found["ref"] == NAMED or (segment.refs and not found["ref"]):
        return NONE
    return Parsed("accept", args_of(segment.tickets()), word="受理")


def resume(segment: Segment) -> Parsed:
    """ "19不挂了 继续弄", "料到了 15接着办", "配件到了 解除挂起" under a card."""
    head = segment.head
    if segment.to_other or QUESTION.search(segment.folded) or CONSULTS.search(head) or _TALK.search(head):
        return NONE
    found = _RESUMES.match(head) or _RESUMES_LAST.match(head)
    if found is None and segment.quotes and not segment.refs:
        found = _RESUMES_QUOTED.match(head)
    if found is None or found.groupdict().get("ref") == NAMED:
        return NONE
    return Parsed("resume", args_of(segment.tickets()), word="恢复")
