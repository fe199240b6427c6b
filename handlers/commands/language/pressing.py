"""Pressing: 催办 whoever holds it, and 吹哨 to the offices outside."""

from __future__ import annotations

import re

from handlers.commands.language.giving import note_after
from handlers.commands.language.numbers import ANY
from handlers.commands.language.parsed import NONE, Parsed
from handlers.commands.language.segment import CLOSED, CONSULTS, FILL, QUESTION, SEP, TAIL, Segment, args_of
from handlers.commands.language.vocabulary import OFFICE, is_surely_name

_TO = r"@?(?P<to>[\u4e00-\u9fffa-z]{1,10}?)"
_URGES = (
    r"(?:再|得|该|赶紧|抓紧|又|多|使劲|麻溜儿?|麻利|帮忙|帮我|给我|继续)*(?:催办|催促|催一催|催催|催下|催|督促"
    r"|督办|盯一下|盯紧"
    r"|盯|追一下|追一追|追问|追)(?:一下|一哈|下|催|一声|个)?(?:嘛|吧|啊|哈|呀|呗|啦|哟|哦|喔)*"
)
_URGE_NUMBER = re.compile(
    rf"{FILL}*+(?P<ref>{ANY}){FILL}*+{_URGES}(?:{SEP}|{_TO}(?={SEP}|$|吧|尽快|赶紧|赶快|快点|抓紧|都|要|今"
    rf"|明))?(?P<rest>.*)$"
)
_URGE_FIRST = re.compile(rf"{FILL}*+{_URGES}(?:{SEP}|{_TO}(?={SEP}|{ANY}))?(?:{SEP}|把)*(?P<ref>{ANY})(?P<rest>.*)$")
_URGE_ONLY = re.compile(rf"{FILL}*+{_URGES}(?:{SEP}|{_TO}(?={SEP}|$|[吧嘛呀啊哈呗]))?(?P<rest>.*)$")
_URGE_LAST = re.compile(
    rf"{FILL}*+(?P<ref>{ANY})(?P<why>[^{ANY[1:-1]}]{{2,30}}?)(?:(?:{SEP}|\?)+|(?<=了)){_URGES}{_TO}?(?P<rest>){TAIL}$"
)
_MUSES = re.compile(r"别|不要|不用|你们|大家|谁|怎么|想|如果|要是|再|问|说|我")
_HAS_URGED = re.compile(r"了|过|也|的|得|着|不|没|费|好|几|谁|都催")


def urge(segment: Segment) -> Parsed:
    """ "催一下12", "#8催老张,都三天了", "给我催催物业,#22 #23", "再催!" (card quoted), "督促一下小何"."""
    found = None if segment.to_other or QUESTION.search(segment.folded) else _urging(segment)
    if found is None:
        return NONE
    head, rest = segment.head, found["rest"]
    why = found.groupdict().get("why") or ""
    to = segment.words(found.start("to"), found.end("to")) if found["to"] else ""
    if _HAS_URGED.match(head[found.start("to" if to else "rest") :]) or CONSULTS.search(rest) or _MUSES.search(why):
        return NONE
    if to and not (is_surely_name(to) or re.fullmatch(OFFICE, to)):
        return NONE
    tickets = segment.tickets()
    if not tickets and re.match(r"我|咱|都|也|他|她|下午|明天", segment.folded):  # "我催老张"
        return NONE
    if not tickets and (not CLOSED.match(rest) or not (to or re.match(r"催办|催单|督办", segment.folded))):
        return NONE
    note = segment.words(found.start("why"), found.end("why")) if why else note_after(segment, found.start("rest"))
    return Parsed("urge", args_of(tickets, [] if tickets else ["tickets"], to=to, note=note), word="催办")


def _urging(segment: Segment) -> re.Match[str] | None:
    head = segment.head
    if not segment.refs:
        return _URGE_ONLY.match(head)
    return _URGE_NUMBER.match(head) or _URGE_FIRST.match(head) or _URGE_LAST.match(head)


_RAISE = (
    r"(?:升级|上报|呈报|转报|报送|报告|报备|汇报|吹哨|吹个哨|提请|提交|递交|反映|移交|转交|转派|转办|转"
    r"|交给|交由|交|请示|求助|投诉|投(?=12345)|报|打|拨|找|联系|通知|请|让|叫|送|推|(?:开|召开|上)(?=业主))"
    r"(?:一下|个|单)?(?:到|给|至|去|往)?"
)
_OFFICE = rf"(?P<to>{OFFICE})(?:那边|那里|工作人员|来人|网格)?"
_RAISE_NUMBER = re.compile(
    rf"{FILL}*+(?P<ref>{ANY}){FILL}*+(?:(?:处理不了|解决不了|管不了|搞不定|物业不管|要垮了?)[ ,]*)?(?:得|需"
    rf"|需要|要|只能)?(?:{_RAISE}|(?<=请)){SEP}*{_OFFICE}(?P<rest>.*)$"
)
_RAISE_FIRST = re.compile(
    rf"{FILL}*+(?:{_RAISE}|(?<=请)){SEP}*{_OFFICE}(?P<act>[\u4e00-\u9fff]{{0,6}}?){SEP}*(?P<ref>{ANY})(?P<rest>.*)$"
)
_RAISE_BETWEEN = re.compile(rf"{FILL}*+{_RAISE}{SEP}*(?P<ref>{ANY}){SEP}*(?:到|给|至|去)?{SEP}*{_OFFICE}(?P<rest>.*)$")
_OFFICE_FIRST = re.compile(
    rf"{FILL}*+(?:跟|向|给|和|找|请|让)?{_OFFICE}{SEP}*{_RAISE}(?:一声|一哈)?{SEP}*(?P<ref>{ANY})(?P<rest>.*)$"
)
_NUMBER_OFFICE = re.compile(rf"{FILL}*+(?P<ref>{ANY}){FILL}*+(?:跟|向|给|往|朝){_OFFICE}(?:那边)?{_RAISE}(?P<rest>.*)$")
_RAISE_QUOTED = re.compile(rf"{FILL}*+{_RAISE}{SEP}*{_OFFICE}(?P<rest>.*)$")
_RAISE_ALONE = re.compile(
    rf"{FILL}*+(?:升级到?|上报到?|吹哨到?|报到?(?=街道|社区|住建|城管)){SEP}*{_OFFICE}(?!了){TAIL}$"
)
_WHY_FIRST = re.compile(
    rf"(?P<why>[^{ANY[1:-1]}]{{2,30}}?){SEP}+{FILL}*+(?P<ref>{ANY}){FILL}*+{_RAISE}{SEP}*{_OFFICE}(?P<rest>){TAIL}$"
)
_RAISE_LAST = re.compile(
    rf"(?P<ref>{ANY})(?P<why>.{{2,40}}?)(?:{SEP}|,|就|得|必须|赶紧|需要|要|需)+{_RAISE}{SEP}*{_OFFICE}(?P<rest>){TAIL}$"
)
_RAISINGS = (
    _RAISE_NUMBER, _RAISE_FIRST, _RAISE_BETWEEN, _OFFICE_FIRST, _NUMBER_OFFICE, _RAISE_LAST, _WHY_FIRST
)  # fmt: skip
_HAS_RAISED = re.compile(r"已经?(?:报|上报|转|联系|通知|找|打|反映|汇报|报告|交)")
_TOLD = re.compile(r"了|过|的|不|没|也|那|都|说|来人了|管不管")
_MUSES_OF_RAISING = re.compile(r"如果|要是|不然|否则|再|等|可能|说|你们|大家|觉得")


def escalate(segment: Segment) -> Parsed:
    """ "#19升级到街道", "12345报一下 #28", "把20号上报住建局 堡坎有垮塌风险", "提请业主大会表决 #35"."""
    head = segment.head
    if segment.to_other or QUESTION.search(segment.folded) or CONSULTS.search(head) or _HAS_RAISED.search(head):
        return NONE
    found = next((hit for one in _RAISINGS if (hit := one.match(head))), None)
    if found is None and segment.quotes and not segment.refs:
        found = _RAISE_QUOTED.match(head)
    if found is None:
        alone = None if segment.refs or segment.quotes else _RAISE_ALONE.match(head)
        to = segment.words(*alone.span("to")) if alone else ""
        return Parsed("escalate", args_of([], ["tickets"], to=to), word="吹哨") if to else NONE
    rest, why = found["rest"], found.groupdict().get("why") or ""
    if (_TOLD.match(rest) and not CLOSED.match(rest)) or _MUSES_OF_RAISING.search(why):
        return NONE
    reason = segment.words(found.start("why"), found.end("why")) if why else note_after(segment, found.start("rest"))
    to = segment.words(found.start("to"), found.end("to"))
    return Parsed("escalate", args_of(segment.tickets(), to=to, reason=reason), word="吹哨")
