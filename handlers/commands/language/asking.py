"""Asking the bot: 待办 and other lists, 统计, 查看. A list or a figure is asked for only when every word of the
line is known; one word of something else and the line is talk."""

from __future__ import annotations

import re
from typing import Any

from handlers.commands.language.numbers import ANY, NAMED
from handlers.commands.language.parsed import NONE, Parsed
from handlers.commands.language.segment import FILL, SEP, Segment, args_of
from handlers.commands.language.vocabulary import (
    CATEGORY,
    PERIOD,
    STATUS,
    STATUS_KEYS,
    category_of,
    is_surely_name,
    period_of,
)

_ROOM = (
    r"(?:[一二三四五\d]期|[东南西北]区|\d{1,3}[-~到至]\d{1,3}(?:栋|号楼|幢|座)?)(?:业主|住户)?的?大?群?"
    r"|[\u4e00-\u9fff\d]{1,6}群"
)
_PLACE = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:栋|号楼|幢|座|#楼?)(?:(?:\d{1,2}|[一二三四五六七八九])单元)?"
_ASKS = (
    r"列一?下|列出来?|列个|列表|列|看一?下|看看|看|查一?下|查询|查|调出来|拉一?下|拉个|拉|清单|名单|一览"
    r"|都?有哪些|都?有啥子?|都?有什么|有几个|还?有?哪几个|哪几[个单条件]|哪些|有没有"
    r"|都是啥|是啥|是哪些|发一?下|发给?我|发出来|拎出来|挑出来|筛出来|找出来|几个(?!人|小时|月|亿)|报一下"
    r"|说一下|汇总一下|翻一?下|给我|整个|来个"
)
_COUNTS = (
    r"统计|报表|汇总|数据|多少[单件个条]?|好多[单件个条]|几[单件]|办结率|满意率|满意度|完成率|处理率|结案率"
    r"|办结数|数量|总数"
    r"|总共|一共|合计|月报|周报|日报|季报|年报|战报|战况|小结|占比|排名|排行|平均|时长|用时"
)
_NOUN = r"单子|工单|诉求|投诉|报修|案子|案件|待办事项|单|反映"
_PLAIN = (
    r"问题|事项|事情|事儿?|任务|件|条|类别?|方面|情况|的|了|还|都|所有|全部|所|目前|现在|当前|咱们?|我们"
    r"|我|一下|哈|啊|呀|呢|嘛|吧|麻烦|请|帮我|帮忙|给|把|个|些|里|群里|群|来|去|到|手上|手里|手头|又|一?遍"
    r"|办了?|结了?|处理了?|解决了?|完成了?"
    r"|接了?|收了?|进来|新|发|做|出|份|张|看|各|每|按|类|最|还有|有|没有|共|和|与|是|在|那|这|业委会|小区"
    r"|本小区|出来|:|\?|吗|哪|表|下(?!周|个|月|半)"
)
_KNOWN = re.compile(
    rf"(?P<period>{PERIOD})|(?P<place>{_PLACE})(?![-~])|(?P<room>{_ROOM})|(?P<counts>{_COUNTS})|{STATUS}|"
    rf"(?P<category>{CATEGORY})"
    rf"|(?P<noun>{_NOUN})|(?P<asks>{_ASKS})|(?P<plain>{_PLAIN})|{SEP}"
)
_IS_CLASS = re.compile(rf"(?:{CATEGORY})(?:类|的|问题|方面)|列")
_WHOSE = re.compile(
    r"(?:派给|分给|转给|交给)?(?P<to>[\u4e00-\u9fff]{1,5}?)(?:手上|手里|名下|那边|那里|负责|跟进)?的?"
    r"(?=单子|单|待办|工单|诉求|还有|有哪|有几|没办|未办|超期|在办)"
)

_LISTED_FOR = re.compile(rf"(?:待办|列表|清单|单子){SEP}+(?P<to>[\u4e00-\u9fff]{{2,5}})")


def ask(segment: Segment) -> Parsed:
    """ "待办", "列一下没办完的", "6-10栋群的噪音单子列出来", "看下超期的"; "本周统计", "二期停车类本月多少"."""
    text = segment.folded
    if segment.to_other or len(text) > 40 or segment.quotes or re.search(r"看了|我看|看过|看一?下?这[单条个]$", text):
        return NONE
    if text in ("待办", "列表", "清单"):
        return Parsed("list", {"status": "open"}, word="待办")
    if (named := _LISTED_FOR.fullmatch(text)) is not None and is_surely_name(named["to"]):
        return Parsed("list", {"to": named["to"], "status": "open"}, word="待办")
    to, start = _whose(text)
    found: dict[str, str] = {}
    at = start
    while at < len(text):
        token = _KNOWN.match(text, at)
        if token is None or token.end() == at:
            return NONE
        for name, words in token.groupdict().items():
            if words and name not in found:
                found[name] = words
        at = token.end()
    return _asked(segment, found, to)


def _whose(text: str) -> tuple[str, int]:
    owner = _WHOSE.match(text)
    if (
        owner
        and (owner["to"] in ("我", "物业") or is_surely_name(owner["to"]))
        and not re.match(rf"{CATEGORY}", owner["to"])
    ):
        return owner["to"], owner.end()
    return "", 0


def _status(found: dict[str, str]) -> str:
    return next((key for key in STATUS_KEYS if f"is_{key}" in found), "")


def _about(segment: Segment, found: dict[str, str], to: str) -> dict[str, Any]:
    category = category_of(found["category"]) if "category" in found else ""
    period = period_of(found["period"], segment.now) if "period" in found else ""
    room = re.sub(r"(?:业主|住户)?的?大?群$", "", found.get("room", ""))
    return args_of(category=category, period=period, room=room, place=found.get("place", ""), to=to)


def _asked(segment: Segment, found: dict[str, str], to: str) -> Parsed:
    status = _status(found)
    about = _about(segment, found, to)
    category, period, room, place = (about.get(name, "") for name in ("category", "period", "room", "place"))
    firm = status or category or room or place or to or "noun" in found
    waits = (status in ("open", "overdue") or to) and re.search("还有|还剩|有几", segment.folded)
    if "counts" in found and found["counts"] == "多少" and "收" in segment.folded:
        return NONE
    if "counts" in found and not waits:
        if found["counts"] in ("多少", "数据") and not (category or period or room or place or "asks" in found):
            return NONE
        return Parsed("stats", about, word="统计")
    waiting = "is_open" in found and re.search("待办", found["is_open"])
    wants = (
        waits
        or "asks" in found
        or waiting
        or ((status or category or room or place or to or period) and re.search(rf"(?:{_NOUN})$", segment.folded))
        or (status in ("overdue", "urgent") and re.match(r"(?:还|现在)?有.*的?(?:单子?)?[吗没]", segment.folded))
        or (status in ("overdue", "open") and segment.folded.endswith("的"))
    )
    if not (wants and (firm or period)) or (
        not status and not to and "noun" not in found and not (category and _IS_CLASS.search(segment.folded))
    ):
        return NONE
    if found.get("asks") in ("说一下", "报一下") and not (status or "noun" in found):
        return NONE
    if "?" in segment.folded[:-1]:
        return NONE
    if not status and (room or "noun" in found):
        status = "open"
    return Parsed("list", about | args_of(status=status), word="待办")


def asked_anywhere(segment: Segment, intent: str) -> dict[str, Any]:
    """What a list or figures are asked for by, wherever in the line it is named."""
    found: dict[str, str] = {}
    for token in _KNOWN.finditer(segment.folded):
        for name, words in token.groupdict().items():
            if words:
                found.setdefault(name, words)
    about = _about(segment, found, "")
    if intent == "stats":
        return about
    status = _status(found)
    return about | args_of(status=status or ("" if about.get("category") or about.get("period") else "open"))


_SHOWS = (
    r"怎么了|咋了|[咋怎]么?整的?了?|什么情况|啥子?情况|嘛情况|怎么个?情况|情况怎么样|情况如何|详细情况|情况"
    r"|详情|详细|是?啥子?事"
    r"|是?什么事|怎么样了?|咋样了?|咋个样了?|咋样|如何了|怎么说了?|进度怎么样|进度如何|进展如何|进展怎么样"
    r"|哪能了|么样了?|咋个了|进展|进度|到哪一?步了?|到哪了|到哪儿了?"
    r"|办到哪一?步了?|办到哪了?|办得怎么样了?|处理得?怎么样了?|处理得?咋样了?|处理到哪一?步了?"
    r"|处理到哪儿?了?|有?啥进展|有?什么进展|啥进度|现在是?什么状态|什么状态|啥状态|状态|咋回事|怎么回事|是什么|是啥子?"
    r"|是哪个|哪家的|谁报的|谁负责|谁在管|谁在跟|谁在办|谁在处理|在谁手[上里]"
    r"|修好没有?|修好了没有?|修好了吗|修好没得|办完没有?|办了没有?|处理了没有?|解决了没有?|结了没有?"
    r"|弄好没有?|办好没有?|处理完没有?|记录|历史|内容|信息|看看|看一下|看下|查一下|查|调出来|发一下"
)
_LOOKS = (
    r"查看一?下?|查询一?下?|查一下|查查|查下|查|看一下|看一哈|看看|看下|瞅瞅|瞧瞧|瞅一眼|看|打开看看"
    r"|打开看一?下|调出|调一下|调|翻一下|翻出|详情|进度|进展|情况|显示|打开详情"
)
_SHOW_AFTER = re.compile(
    rf"{FILL}*+(?P<ref>{ANY})(?:{FILL}|现在|目前|到底|后来|最后|那个|是|电梯|路灯)*+(?:{_SHOWS})(?:{SEP}*"
    rf"(?:{_SHOWS}))?(?:{SEP}|呀|啊|呢|了|哦|嘛|\?|哈|的|来着|哟|喔|哒|诶|嗷)*$"
)
_SHOW_BEFORE = re.compile(
    rf"{FILL}*?(?:{_LOOKS})(?:{SEP}|的|到|一下|下|单子?|工单)*(?P<ref>{ANY})(?:{SEP}|的|这个|那个|单子?"
    rf"|看看|看一?下|是?什么情况|啥情况|怎么样了?|详情|详细|情况|进度|进展|记录|明细|内容|历史|吧|哈|呢"
    rf"|谢谢|\?|到哪一?步了?)*$"
)
_OPEN_AND_LOOK = re.compile(
    rf"{FILL}*+打开{SEP}*(?P<ref>{ANY})(?:{SEP}|单子?|的)*(?:看看|看一?下|看一眼|瞧瞧)(?:{SEP}|吧|哈)*$"
)
_SHOW_QUOTED = re.compile(
    rf"{FILL}*?(?:{_SHOWS}|{_LOOKS})(?:{SEP}*(?:{_SHOWS}))?(?:{SEP}|呀|啊|呢|了|哦|嘛|\?|哈|吧|的|哟|喔|哒|诶|嗷)*$"
)
_SHOW_MISSING = re.compile(
    rf"(?:看一?下?这[单条个]|查看|详情|打开看看|查单|查工单|看单|看单子|查看详情|查看工单|查一下单子?)(?:{SEP}|吧|哈)*$"
)
_NUMBER_ONLY = re.compile(rf"{SEP}*(?P<ref>{ANY}){SEP}*$")


def show(segment: Segment) -> Parsed:
    """ "查看 12", "#8什么情况", "详情" (card quoted), "#14"."""
    head = segment.folded
    if segment.to_other or len(head) > 40:
        return NONE
    alone = _NUMBER_ONLY.match(head)
    if alone is not None:
        sure = any(sign in segment.refs[0].words for sign in "#＃") or "单" in segment.refs[0].words
        return _shown(segment) if sure and not segment.quotes else NONE
    if segment.refs:
        found = _SHOW_AFTER.match(head) or _SHOW_BEFORE.match(head) or _OPEN_AND_LOOK.match(head)
        if found is None or (
            found["ref"] == NAMED
            and re.search(r"(?<![看查])看(?!看|一?下)|是什么|是啥|哪家|谁报|谁负责|谁在管", head)
            and not re.search("查看|情况", head)
        ):
            return NONE
        return _shown(segment)
    if segment.quotes:
        return _shown(segment) if _SHOW_QUOTED.match(head) else NONE
    return Parsed("show", args_of([], ["tickets"]), word="查看") if _SHOW_MISSING.match(head) else NONE


def _shown(segment: Segment) -> Parsed:
    return Parsed("show", args_of(segment.tickets()), word="查看")
