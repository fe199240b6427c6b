"""Giving a request to somebody: 派单 and its many ways of being said."""

from __future__ import annotations

import re

from handlers.commands.language.numbers import ANY, NAMED
from handlers.commands.language.parsed import NONE, Parsed
from handlers.commands.language.segment import CLOSED, CONSULTS, FILL, QUESTION, SEP, STOPS, TAIL, Segment, args_of
from handlers.commands.language.vocabulary import OFFICE, is_name, is_surely_name, without_company

_FIRM = (
    r"(?:交|转|派|推|落)到(?=.{2,8}(?:手[里上头]|那[里边]|名下))|整给|交代给|交待给|重?新?派[,_ ]+给|拿给|推给"
    r"|安给|撂给|改派|派单给|派工给"
    r"|派活给|派给|指派给|分派给|分配给|转派给|转交给|转单给|转给|移交给|交给|交由|安排给"
    r"|分给|派到|转到|派去给|拨给|丢给|扔给|甩给|撂给|落实给|落实到|改派给?|改由|改给|转派给?|派单到"
    r"|指派|分派|分配|转派|转交|委派|安排|派单|派工|派(?!出所)|转"
)
_SOFT = r"给|由|让|叫|喊|请|找|麻烦|归|交|换成|换给|改成|换人[ ,,]*给|换(?!了|好|掉)"
_TO = r"@?(?P<to>[\u4e00-\u9fffa-z]{1,10}?)"
_AFTER = (
    rf"(?={SEP}|$|{ANY}|去|来|过去|跟进|跟|负责|处理|看|查|办|弄|派人|解决|落实|吧|了|一下|哈|啊|的人"
    rf"|手[里上头]|那[里边]|名下|你|跑|切|今[天晚]"
    rf"|明[天早]|尽快|抓紧|现在|马上|联系|上门|核实|对接|牵头|先|接手|接一下|搞)"
)
_DOES = (
    r"(?:你|您|辛苦|麻烦|来|去|切|过去|先|亲自|尽快|马上)*(?:跟进|跟着|跟一?下|跟|负责|处理|牵头|对接|接手"
    r"|接一?下|落实|解决|跑一?[趟下]|盯一?下|盯着|盯|管着|管|搞"
    r"|弄|办(?!结|完|好|妥|理|了|案)|认领|领)"
)
_GOES = (
    rf"(?:{_DOES}|你?(?:过?去|切|来)(?:一趟|看看|看一?下|看|查看|查|修|剪|换|处理|现场|弄|清|拖|核实|沟通|谈)?"
    rf"|派[个两]?人(?:过?去|来)?(?:看看"
    rf"|看一?下|看|修|弄|处理|查)?|看看|看一?下|上门)"
)

_NUMBER_TO = re.compile(
    rf"{FILL}*+(?P<ref>{ANY}){FILL}*+(?:(?:别|不)再?[让叫由派]给?[^ ,。]{{1,8}}[ ,。]+)?"
    rf"(?P<verb>(?>{_FIRM}|{_SOFT})){SEP}*(?:他们|我们|你们)?{_TO}{_AFTER}"
)
_VERB_NUMBER_TO = re.compile(
    rf"{FILL}*+(?>{_FIRM})(?:单|一下|{SEP})*(?P<ref>{ANY})(?:{SEP}|单子?|这单)*(?P<verb>(?>派单给|派给|转给"
    rf"|交给|分给|给|到|由|让|交|去)?){SEP}*{_TO}{_AFTER}"
)
_TO_NUMBER = re.compile(
    rf"(?:{SEP}|麻烦|请|把|那)*(?P<verb>{_FIRM}|{_SOFT})?{SEP}*{_TO}{SEP}*(?P<does>{_GOES})?(?:一下|一眼|下"
    rf"|{SEP})*(?P<ref>{ANY})(?P<rest>.*)$"
)
_TO_HAVE_IT_DONE = re.compile(
    rf"{FILL}*?(?P<verb>喊|叫|让|请|麻烦|安排){SEP}*{_TO}(?:去|来|抓紧|赶紧"
    rf"|尽快)?把{SEP}*(?P<ref>{ANY})(?:这?单子?|{SEP})*"
    rf"(?P<does>{_GOES}|修|清|换)(?P<rest>.*)$"
)
_NAME_NUMBER = re.compile(rf"{_TO}{SEP}*(?P<ref>{ANY}){SEP}*(?:派单|派工|派|{_DOES})(?:一下)?{TAIL}$")
_NUMBER_NAME = re.compile(
    rf"{FILL}*+(?P<ref>{ANY}){SEP}*(?:这个|这单|麻烦|辛苦|我们|让|叫|请|由"
    rf"|就)*{_TO}{SEP}*(?P<does>{_GOES})(?P<rest>.*)$"
)
_QUOTED_TO = re.compile(rf"{FILL}*+(?P<verb>{_FIRM}|{_SOFT}){SEP}*(?:他们|我们|你们)?{_TO}(?P<does>{_GOES})?{_AFTER}")
_QUOTED_NAME = re.compile(
    rf"(?:{FILL}|我们|让|叫|请|喊|麻烦)*+{_TO}{SEP}*(?P<does>{_GOES}|你?去)(?:一下|一眼|一趟|下)?{TAIL}$"
)
_AND_NAME = re.compile(
    rf"(?: *[、和跟与&] *@?| +@)(?P<to>[\u4e00-\u9fffa-z]{{1,6}}?)(?={SEP}|$|一起|去|来|跟|负责|处理|看|[、和跟与&])"
)
_NEXT_DOOR = r"街道办事处|街道办|街道|社区居委会?|社区|居委会?"
"""Offices that may have a room of their own: 派单 orders from them, any other verb whistles for them."""
_ALONE_TO = re.compile(
    rf"(?:{SEP}|请|麻烦)*(?:派单给|派给|转给|交给|指派给?|派单|安排|转派给?|分派给?){SEP}*{_TO}"
    rf"(?P<does>{_GOES})?{SEP}*$"
)
_ME = re.compile(
    rf"(?:{FILL}*+(?P<ref1>{ANY}))?{FILL}*?(?:(?:归|由|派给|转给|交给|给|算)?我(?:自己|这边)?(?:来|去|先"
    rf"|亲自)*(?:{_DOES}|来看看|去看看|看看|去一趟)|认领)"
    rf"(?:一下|下|吧|了|这个|这单|{SEP})*(?P<ref2>{ANY})?{TAIL}$"
)
_THEN_I = re.compile(rf"我[^ ,。你]{{2,8}}[ ,]+我来?(?:{_DOES}){TAIL}$")
""" "我联系楼上,我来办" under a card."""
_I_COME = re.compile(
    rf"(?:{FILL}*+(?P<ref1>{ANY}))?{FILL}*?(?:我来|归我|[指转分]?派给我|转给我|[移转]?交给我|交我|[分安排]{{0,2}}给我"
    rf"|算我的?)(?:吧|了|{SEP})*"
    rf"(?P<ref2>{ANY})?{TAIL}$"
)
_YOU = re.compile(
    rf"{FILL}*+(?P<ref>{ANY})?{FILL}*+(?:派给|转给|交给|归|给|由|麻烦|请)?你(?:来|去|了|这边|们)*"
    rf"(?:{_GOES})?(?:一下|下)?{TAIL}$"
)


def assign(segment: Segment) -> Parsed:
    """ "12号派给小何", "转 #8 给 维保老张", "给刘工 #14 #16", "我来跟 #9", "派给老韩" (card quoted), "安排老张"."""
    if QUESTION.search(segment.folded):
        return NONE
    if segment.to_other:
        return _to_mentioned(segment)
    return _to_me(segment) or (_with_number(segment) if segment.refs else _without_number(segment))


def _made(segment: Segment, tickets: list[int], to: str, note: str = "", verb: str = "") -> Parsed:
    missing = [name for name, there in (("tickets", tickets), ("to", to)) if not there]
    args = args_of(tickets, missing, to=to, note=note)
    if re.fullmatch(OFFICE, to) and not (verb.startswith("派") and re.fullmatch(_NEXT_DOOR, to)):
        return Parsed("escalate", args, word="吹哨")
    return Parsed("assign", args, word="指派" if verb.startswith("指派") else "派单")


def _all_named(segment: Segment, found: re.Match[str]) -> tuple[str, int]:
    """The names from `to` on, "小何、老李", and where they end."""
    end = found.end("to")
    names = [segment.words(found.start("to"), end)]
    while (further := _AND_NAME.match(segment.head, end)) is not None and is_surely_name(further["to"]):
        names.append(segment.words(further.start("to"), further.end("to")))
        end = further.end("to")
    return "、".join(names), end


def _to_mentioned(segment: Segment) -> Parsed:
    """ "@小何 #12 你跟一下": a number or a card must be named."""
    found = _YOU.match(segment.head)
    if found is None or not (found["ref"] or segment.quotes) or found["ref"] == NAMED:
        return NONE
    return _made(segment, segment.tickets(), segment.to_other)


def _to_me(segment: Segment) -> Parsed:
    found = _ME.match(segment.head) or _I_COME.match(segment.head)
    if found is None and segment.quotes and not segment.refs and _THEN_I.match(segment.head):
        return _made(segment, segment.tickets(), "我")
    if found is None or not (segment.refs or segment.quotes):
        return NONE
    dated = found.re is _I_COME and found["ref1"] == NAMED  # "12号我来": a date as well as a number
    if dated and not re.search("指派给我|把.{1,6}派给我", segment.head):
        return NONE
    return _made(segment, segment.tickets(), "我")


def _with_number(segment: Segment) -> Parsed:
    head = segment.head
    for pattern in (_NUMBER_TO, _VERB_NUMBER_TO, _TO_HAVE_IT_DONE, _NAME_NUMBER, _TO_NUMBER, _NUMBER_NAME):
        found = pattern.match(head)
        if found is None:
            continue
        to = segment.words(found.start("to"), found.end("to"))
        if not _is_meant(found, to):
            continue
        named, end = _all_named(segment, found)
        rest = found.start("rest") if "rest" in found.groupdict() else max(found.end(), end)
        if CONSULTS.search(head[found.end("to") :]) or _told_about(head[found.end("to") :]):
            return NONE
        return _made(
            segment,
            segment.numbers(found.start("ref"), found.end("ref")),
            without_company(named),
            note_after(segment, rest),
            _verb(segment, found),
        )
    return NONE


def _verb(segment: Segment, found: re.Match[str]) -> str:
    """The word it is given with: the first of the line that is one."""
    firm = re.search(_FIRM, segment.head[: found.end()])
    return firm[0] if firm else ""


def _is_meant(found: re.Match[str], to: str) -> bool:
    """Is `to` somebody it is given to? After a firm verb nearly any name is; else it must look like one."""
    groups = found.groupdict()
    verb, does, dated = groups.get("verb") or "", groups.get("does") or "", found["ref"] == NAMED
    if found.re is _VERB_NUMBER_TO or re.fullmatch(_FIRM, verb):
        return is_name(to)
    if not is_surely_name(to) or re.fullmatch(OFFICE, to):
        return False
    if found.re is _TO_NUMBER:
        return bool(does or (verb and not dated))
    return not (found.re is _NUMBER_NAME and dated and not re.fullmatch(_DOES, does))


def _without_number(segment: Segment) -> Parsed:
    if not segment.quotes:
        alone = _ALONE_TO.match(segment.head)
        to = segment.words(alone.start("to"), alone.end("to")) if alone else ""
        if alone is None or not is_surely_name(to):
            return NONE
        return _made(segment, [], without_company(to), verb=_verb(segment, alone))
    found = _QUOTED_TO.match(segment.head) or _QUOTED_NAME.match(segment.head)
    if found is None:
        return NONE
    to, groups = segment.words(found.start("to"), found.end("to")), found.groupdict()
    firm = re.fullmatch(_FIRM, groups.get("verb") or "")
    helps = groups.get("verb") in ("给", "由", "归", "交") or groups.get("does")
    rest = segment.head[found.end("to") :]
    if re.match("[了过]", rest) and to[-1] in "打问说讲发":  # "给前台打了四个电话"
        return NONE
    if not (is_name(to) if firm else helps and is_surely_name(to)) or CONSULTS.search(rest) or _told_about(rest):
        return NONE
    named, end = _all_named(segment, found)
    note = note_after(segment, max(found.end(), end))
    return _made(segment, segment.tickets(), without_company(named), note, _verb(segment, found))


def _told_about(rest: str) -> bool:
    """Does what follows the name tell of the past instead: "12号派给小何的那个", "派给小何了没去"?"""
    return bool(
        re.match(
            r"(?:去|来)?.{0,2}过|[打发][了过]|打.{0,4}电话|的(?!人)|过|好几|他|也|都|没|不|还没|一直|拖|根本|结果|那[边个次天]|又",
            rest,
        )
    )


def note_after(segment: Segment, start: int) -> str:
    """The words from `start` on, "" when they are only particles."""
    note = segment.words(start)
    return "" if CLOSED.match(segment.folded[start:]) else re.sub(rf"^(?:了|吧|一下|哈|啊)[\s{STOPS}]*", "", note)
