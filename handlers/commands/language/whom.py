"""Who a reminder is for: a person, people, or rooms named by buildings, by a fragment of their name, or as 全部."""

from __future__ import annotations

import re

from handlers.commands.language.segment import Segment
from handlers.commands.language.when import find_when

_WHO = re.compile(
    r"(?:大家伙?|所有人|各位委员|各位业主|各位|全体(?:委员|业主|成员)?|委员们|业主们?|我们|咱们?|我|群里"
    r"|群友|[一二三]期(?:业主)?群?|\d{1,3}[-~到至]\d{1,3}(?:栋|号楼)?(?:业主)?群?|[\u4e00-\u9fff]{1,4}群)"
)
_BUILDINGS = r"\d{1,3}(?:[、和,到至~-]\d{1,3})*(?:栋|幢|号楼)(?:[、和,到至~-]?\d{1,3}(?:栋|幢|号楼))*"
_PHASES = r"[一二三四五1-9]期(?:[、和,]?[一二三四五1-9]期)*|[东南西北]区"
_ROOM = re.compile(
    r"(?P<all>(?:所有|全部|各个?|每个)(?:业主|楼栋)?(?:微信)?群里?|(?:全部|全小区)(?=[ :,]|$))"
    rf"|(?P<room>(?:{_BUILDINGS}|{_PHASES})(?:(?:业主|住户)?群|业主|住户|(?= ))"
    r"|(?<=[ :,])[\u4e00-\u9fff]{1,4}[一二三四五]期(?:(?:业主)?群)?(?= )"
    r"|(?<=[ :,])[\u4e00-\u9fff\d]{2,10}群(?=里?[ :,]))里?"
)
"""A room that is named for sure: all of them, buildings, or words of its own between blanks."""
_ROOM_AND_CALL = re.compile(
    rf"[在到往给]?(?:(?P<all>(?:所有|全部|各个?|每个)(?:业主|楼栋)?群)"
    rf"|(?P<room>{_BUILDINGS}|{_PHASES}|(?!所有|全部)[\u4e00-\u9fff]{{2,5}}(?=群))"
    r"(?:业主)?群)里?(?:都|再)?(?=提醒)"
)
_NAMED = re.compile(
    r"[老小阿][\u4e00-\u9fff]|(?!每)[\u4e00-\u9fff]{1,3}(?:工(?!作)|师傅|经理|主任|姐|哥|总|部|队|公司|老师|阿姨|叔"
    r"|[楼组栋班队]长|收费员|抄表员|保洁员|门卫|司机|班长|主管|律师|会计|管家|委员|大妈|大爷|书记)|(?:各|所有"
    r"|全体|每栋)?(?:楼|单元|楼栋|小组)长们?|(?:各位?"
    r"|所有)委员们?|(?:电梯|消防|水泵)?维保|物业|保洁员?|保安|门卫|电工|水工|客服|前台|门岗"
    r"|会计|出纳|财务|收费员|抄表员|监委|志愿者们?|清洁工|绿化工|水电工|维修工|电梯公司|施工队"
)


def whom(segment: Segment, start: int) -> tuple[int, str, str]:
    """Who is reminded: the end of the name, a person or group of people, or a room."""
    at = start + len(segment.folded[start:]) - len(segment.folded[start:].lstrip(" ,:"))
    when = find_when(segment.folded, segment.now, at)
    room = _ROOM.match(segment.folded, at) if when is None or when.start > at else None
    if room is not None:
        return room.end(), "", _room_name(segment, room)
    found = _WHO.match(segment.folded, at)
    if found is not None:
        who = segment.shown[found.start() : found.end()]
        if re.search(r"群$|期|栋|号楼", found[0]) and found[0] != "群里":
            return found.end(), "", re.sub(r"(?:业主)?群$", "", who)
        return found.end(), "" if found[0] in ("群里",) else {"我们": "", "咱们": "", "咱": ""}.get(found[0], who), ""
    for length in (5, 4, 3, 2):
        name, after = segment.folded[at : at + length], segment.folded[at + length : at + length + 1]
        if after and after not in "的了" and _NAMED.fullmatch(name):
            return at + length, segment.shown[at : at + length], ""
    return at, "", ""


def room_before_call(segment: Segment, start: int) -> tuple[int, str]:
    """The end and name of a room in "每周五19:00在二期群提醒"; `start` and "" when there is none."""
    found = _ROOM_AND_CALL.match(segment.folded, start)
    if found is None:
        return start, ""
    return found.end(), _room_name(segment, found)


def _room_name(segment: Segment, found: re.Match[str]) -> str:
    return "全部" if found["all"] else re.sub(r"(?:业主|住户)?群?$", "", segment.shown[slice(*found.span("room"))])
