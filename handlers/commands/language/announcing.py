"""Announcements to the building groups: "发公告:明天清洗水箱", "两个群都发 周日下午业主接待日"."""

from __future__ import annotations

import re

from handlers.commands.language.parsed import NONE, Parsed
from handlers.commands.language.segment import QUESTION, SEP, Segment, args_of

_ONE_ROOM = (
    r"(?:[一二三四五]期|\d{1,3}[-~到至、和]\d{1,3}(?:栋|号楼|幢)?|(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:栋|号楼|幢)"
    r"|[东南西北]区)(?:业主)?(?:大?群)?"
)
_ROOM_WORDS = rf"(?>{_ONE_ROOM}(?:[、,和及/]?{_ONE_ROOM}){{0,8}})"
_ALL = (
    r"所有(?:业主|楼栋)?群|全部(?:业主|楼栋)?群|各(?:个|楼栋|业主|栋)?群|每个群|两个群|三个群|几个群|所有楼栋?"
    r"|各楼栋?(?=都|群|发|通)"
    r"|全小区|所有业主|所有住户|所有居民|全体住户|全体业主|全体居民|全体(?=[ ,:])|各位业主|各位邻居|大家|全员"
    r"|业主们?|全部|都"
)
_ROOM = re.compile(
    rf"(?:给|到|在|向|往|去|喊|跟)?(?:(?P<all>{_ALL})|(?P<room>{_ROOM_WORDS}|(?:"
    rf"(?![看改开更查加进退拉建下这那个本此打])[\u4e00-\u9fff\d]){{1,8}}群))(?:里|内|各户|住户|业主|居民"
    rf"|邻居|的?邻居们?)*"
)


_ANNOUNCES = (
    r"发布一?[个条则份]?公告|发布一?[个条则份]?通知|发布一?[个条则份]?通告|发一?[个条则份]?公告"
    r"|发一?下公告|发一?[个条则份]?通知|发一?下通知|发一?[个条则份]?通告|发一?[个条则份]?通报"
    r"|出一?[个条则份]公告|出一?[个条则份]通知|公告一?下|公告|群发一?[下条个]?(?:通知|公告|消息)?|群公告"
    r"|通知下去|通告|群通知|广播一?下|广播"
    r"|通知一?下|通知到|通知|通报一?下|转告|告知一?下|告知|推送一?下|推送|发到|发给|发送到|发送给|喊话"
    r"|(?:用|拿|开)?大?喇叭里?(?:喊|播|广播)一?[下声]|转发到|转发给|告诉"
)
_SURE = re.compile(r"喇叭|发|出|布|公告|通告|群发|广播|通知一?下|通知到|通知下去|推送|告知一?下|通报一?下")
_ANNOUNCE = re.compile(rf"(?:{SEP}|麻烦|请|帮我?们?|帮忙|给我|那就|再|先|现在|马上|你)*(?P<verb>{_ANNOUNCES})")
_IN_ROOM = re.compile(
    rf"(?:{SEP}|麻烦|请|帮我?们?|帮忙|给我|那就|你)*{_ROOM.pattern}(?:{SEP}|都|各|也|一起|同时|里|帮我?)*"
    rf"(?P<verb>发一?[下个条则份]?(?:公告|通知|通告)?|公告一?下?|通知一?下?|广播一?下?|说一?[下声]"
    rf"|晓得一?下?|知道一?下|喊一?[下声]|群发|推送一?下?|播报一?下?|转发一?下?|讲一?[下声])"
)
_GROUPS = re.compile(
    rf"(?:{SEP}|麻烦|请|帮我?们?|帮忙|在|往|到)*(?:业主|小区|大)?群里?(?:都|再)?(?:发|说|通知|喊|讲"
    rf"|播)一?[下声条个](?:消息|通知)?(?P<colon> ?:)?{SEP}*"
)
_NOTICE = re.compile(
    r"(?:今|明|后|本?周|下周|\d{1,2}月|\d{1,2}[号日]|[上下]午|晚上|因).{0,24}?(?:停水|停电|停气|停用|停运|清洗"
    r"|消杀|检修"
    r"|维护|施工|打药|演练|断水|断电|封闭)"
)
"""What only residents are to be told: when the water is cut off, what is cleaned or repaired."""
_TOLD_OF_NOTICE = re.compile(
    r"了|的|过|我|你|他|她|它|咱|已|还|没|不|是|里|栏|上|怎么|怎|什么|写|贴|在|也|都|就|要|该|谁|哪|内容"
    r"|稿|单|书|版|格式|这|那|出来|有|吗|一出|模板|先|等|改|拟|草|发"
)


def announce(segment: Segment) -> Parsed:
    """ "发公告:明天清洗水箱", "通知一下1-5栋 今晚有电梯停用", "两个群都发 周日下午业主接待日", "发公告"."""
    head = segment.head
    if segment.to_other or segment.quotes:
        return NONE
    return _verb_first(segment, head) or _room_first(segment, head) or _in_the_groups(segment, head)


def announced(segment: Segment) -> Parsed:
    """A line that surely is for the groups, whatever calls it: the words behind the first stop after the groups."""
    room = _ROOM.search(segment.head)
    begin = room.end() if room else 0
    stop = re.compile(":").search(segment.head, begin) or re.compile(SEP).search(segment.head, begin)
    return _words_for(segment, room, stop.start()) if stop and not segment.quotes else NONE


def _verb_first(segment: Segment, head: str) -> Parsed:
    found = _ANNOUNCE.match(head)
    if found is None:
        return NONE
    at = found.end()
    if re.match(r"(?:吧|一下|下|出去)?[ ,。.!~]*$", head[at:]):
        sure = re.search(r"发|布|群发|广播|公告一?下|推送", found["verb"])
        return Parsed("announce", args_of(missing=["text"]), word="公告") if sure else NONE
    gap = re.match(r"(?:一下|下|出去|吧)?[ ,,:、(]*", head[at:])
    begin = at + (gap.end() if gap else 0)
    spaced = begin > at
    room = _ROOM.match(head, begin)
    if room is None and spaced and found["verb"].startswith("通知") and _NOTICE.match(head[begin:]):
        return _words_for(segment, None, begin)
    if room is None and not (spaced and _SURE.search(found["verb"])) and ":" not in head[at:begin]:
        return NONE
    if room is None and ":" not in head[at:begin] and _TOLD_OF_NOTICE.match(head[begin:]):
        return NONE
    if (
        room is None
        and found["verb"] in ("通知", "告知", "告诉", "转告", "发给", "发到", "通知一下", "通知下", "通知到")
        and ":" not in head[at:begin]
    ):
        return NONE  # "通知 老张 明天来": a person is to tell a person
    return _words_for(segment, room, room.end() if room else begin)


def _in_the_groups(segment: Segment, head: str) -> Parsed:
    """ "群里发一下:快递柜搬到南门了", "群里说一声 明天停水": with a colon, or what only residents are told."""
    found = _GROUPS.match(head)
    if found is None or not (found["colon"] or _NOTICE.match(head[found.end() :])):
        return NONE
    return _words_for(segment, None, found.end())


def _room_first(segment: Segment, head: str) -> Parsed:
    found = _IN_ROOM.match(head)
    if found is None or re.match(r"(?:了|过|的|没|不)", head[found.end() :]):
        return NONE
    if found[0].lstrip().startswith(("跟", "喊")) and not _NOTICE.search(head[found.end() :]):
        return NONE  # "跟大家说一声 我明天不来"
    return _words_for(segment, found, found.end())


def _words_for(segment: Segment, room: re.Match[str] | None, start: int) -> Parsed:
    rest = segment.folded[start:]
    lead = re.match(
        (
            r"(?:一下|一声|下(?!周|个|午|雨|月|班|水|次|礼拜|星期)|都|各|里|说|讲|发(?:一?[个条份]?(?:公告"
            r"|通知))?|公告|通知|[ ,,:、。)])*"
        ),
        rest,
    )
    begin = start + (lead.end() if lead else 0)
    text = segment.lines(begin)
    if re.match(r"了|的|没|还没|不", segment.folded[start:]) or (QUESTION.search(segment.folded) and len(text) < 16):
        return NONE
    name = (
        ""
        if room is None
        else "全部"
        if room["all"]
        else re.sub(r"(?:业主)?大?群$", "", room["room"] or "") or room["room"]
    )
    return Parsed("announce", args_of(room=name, text=text, missing=[] if text else ["text"]), word="公告")
