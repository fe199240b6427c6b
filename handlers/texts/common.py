"""Words that many sentences share: names of categories and states, times, a request in few words."""

from __future__ import annotations

from datetime import datetime, tzinfo

CATEGORY = {
    "parking": "停车",
    "sanitation": "卫生",
    "fire_access": "消防通道",
    "repair": "维修",
    "noise": "噪音",
    "safety": "安全",
    "greening": "绿化",
    "charging": "充电",
    "fees_service": "物业服务",
    "property_deed": "房产证",
    "neighbour_dispute": "邻里",
    "other_request": "其他",
}

STATUS = {
    "reported": "待受理",
    "ordered": "已派单",
    "accepted": "处理中",
    "resolved": "已办结",
    "declined": "不予受理",
    "answered": "已答复",
    "merged": "已合并",
    "withdrawn": "已撤回",
}

HOLDER = {"committee": "业委会", "property": "物业", "office": "社区/街道", "resident": "反映人"}

_WORDS_ON_CARD = 120
_DAYS = {-2: "前天", -1: "昨天", 0: "今天", 1: "明天", 2: "后天"}


def tag(category: str, urgency: str = "normal") -> str:
    """【停车】, 【安全·紧急】"""
    return f"【{CATEGORY.get(category, category)}{'·紧急' if urgency == 'urgent' else ''}】"


def when(at: datetime, now: datetime, zone: tzinfo) -> str:
    """A time as people say it: 昨天15:20, 今天18:00, 明天09:00; further away the day is enough: 11月30日."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    clock = local.strftime("%H:%M")
    days = (local.date() - today).days
    if days in _DAYS:
        return _DAYS[days] + clock
    return f"{local.month}月{local.day}日"


def shortened(words: str) -> str:
    """A speaker's words on a card: one line, at most 120 characters."""
    flat = " ".join(words.split())
    return flat if len(flat) <= _WORDS_ON_CARD else flat[: _WORDS_ON_CARD - 1] + "…"


def in_place(place: str) -> str:
    """(3栋), or nothing."""
    return f"({place})" if place else ""


def matter(number: int, category: str, place: str) -> str:
    """A request as the groups read of it: #12【停车】3栋"""
    return f"#{number}{tag(category)}{place}"
