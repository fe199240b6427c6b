"""Every Chinese sentence the bot says, and the words it understands as answers to its own sentences.

Short, plain, polite; no exclamation marks in rows, no officialese; one message, not three.
"""

from __future__ import annotations

from collections.abc import Sequence
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

PICTURE = "[图片]"
_WORDS_ON_CARD = 120


def tag(category: str, urgency: str = "normal") -> str:
    """【停车】, 【安全·紧急】"""
    return f"【{CATEGORY.get(category, category)}{'·紧急' if urgency == 'urgent' else ''}】"


def when(at: datetime, now: datetime, zone: tzinfo) -> str:
    """A time as people say it: 今天18:00, 明天09:00, 11月30日18:00."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    clock = local.strftime("%H:%M")
    days = (local.date() - today).days
    if days in (0, 1, 2):
        return ("今天", "明天", "后天")[days] + clock
    return f"{local.month}月{local.day}日{clock}"


def shortened(words: str) -> str:
    """A speaker's words on a card: one line, at most 120 characters."""
    flat = " ".join(words.split())
    return flat if len(flat) <= _WORDS_ON_CARD else flat[: _WORDS_ON_CARD - 1] + "…"


def _at(place: str) -> str:
    return f"({place})" if place else ""


# --- to the building groups -------------------------------------------------------------------------------------


def registered(number: int, category: str, place: str, answer_by: str) -> str:
    return f"已登记{tag(category)}#{number}{_at(place)},已转业委会,{answer_by}前答复。说得不对请回“不是”。"


def registered_urgent(number: int, category: str, place: str, answer_by: str, call: Sequence[str]) -> str:
    first = f"有人身危险请马上打{'/'.join(call)}。" if call else ""
    known = f"已登记{tag(category, 'urgent')}#{number}{_at(place)},已急转业委会"
    return f"{first}{known},{answer_by}前答复。说得不对请回“不是”。"


def joined(number: int, category: str, place: str, households: int, status: str) -> str:
    return f"这件事已登记为{tag(category)}#{number}{_at(place)},已有{households}户反映,{STATUS[status]}。"


def withdrawn(number: int) -> str:
    return f"好的,#{number} 已撤回,打扰了。"


def report_taken_back(number: int) -> str:
    return f"好的,已把您的话从 #{number} 里去掉。"


def progress(number: int, category: str, place: str, status: str, word: str, due: str) -> str:
    if status in ("reported", "ordered", "accepted"):
        last = f",最近进展:{word}" if word else ""
        return f"#{number}{tag(category)}{_at(place)}:{STATUS[status]}{last},计划{due}前办结。"
    return f"#{number}{tag(category)}{_at(place)}:{STATUS[status]}{f'({word})' if word else ''}。"


def no_report_of_yours() -> str:
    return "没找到您最近反映的事。想查哪一件,请回“进度”加编号,例如:进度 12"


# --- to the committee room ---------------------------------------------------------------------------------------


def card(
    *, number: int, category: str, urgency: str, place: str, speaker: str, room: str, words: str, plates: Sequence[str],
    answer_by: str, sure: bool, alike: int | None,
) -> str:  # fmt: skip
    lines = [f"#{number} {tag(category, urgency)}{place}", f"{speaker}({room}):{shortened(words)}"]
    if plates:
        lines.append(f"车牌 {'、'.join(plates)}")
    if alike is not None:
        lines.append(f"疑似与 #{alike} 同一件事,是就回:合并 {number} 到 {alike}")
    if not sure:
        lines.append("机器人拿不准,群里没有回话")
    lines.append(f"请在{answer_by}前答复。引用本条回:受理、接单、派单、办结、不予受理")
    return "\n".join(lines)


def more_reports(number: int, households: int, speaker: str, room: str, words: str) -> str:
    return f"#{number} 又有人反映,共{households}户。{speaker}({room}):{shortened(words)}"


def added(number: int, speaker: str, words: str) -> str:
    return f"#{number} 反映人补充。{speaker}:{shortened(words)}"


def now_urgent(number: int, category: str, place: str, speaker: str, words: str) -> str:
    return f"#{number} 变紧急了{tag(category, 'urgent')}{place}。{speaker}:{shortened(words)}"


def told_withdrawn(number: int, speaker: str) -> str:
    return f"#{number} 已撤回:{speaker}说这不是诉求。"


def command_in_building_room(room: str) -> str:
    return f"您在“{room}”发的像是指令。指令请发在本群,业主群里我不回。"


def one_reporter_left() -> str:
    return "一位反映人撤回了自己的话"


def not_a_request() -> str:
    return "反映人说不是诉求"


def happened_again(number: int, category: str, place: str, speaker: str, words: str) -> str:
    return f"#{number}{tag(category)}{place} 办结后又有人反映,已重开。{speaker}:{shortened(words)}"


# --- words of residents that answer the bot ----------------------------------------------------------------------

NOT_SO = frozenset(
    {"不是", "不是的", "不是啊", "不是呀", "不是诉求", "不是投诉", "说错了", "弄错了", "搞错了", "理解错了", "误会了",
     "不用登记", "不用转", "别登记", "撤回", "撤销", "取消登记", "不是这个意思", "我不是这个意思"}
)  # fmt: skip
ASKS_PROGRESS = frozenset(
    {"进度", "我报的怎么样了", "我反映的怎么样了", "处理得怎么样了", "处理到哪了", "我的事怎么样了"}
)


# --- when the platform did not say whether something was delivered -------------------------------------------------


def maybe_not_said(outbox_id: int, room: str, words: str) -> str:
    return f"这句话可能没发到“{room}”:{shortened(words)}\n那边没看到请回:补发 {outbox_id};看到了不用回。"


def could_not_say(room: str, words: str) -> str:
    return f"这句话没能发到“{room}”,平台拒收:{shortened(words)}\n请人工转告。"
