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
    """A time as people say it: 今天18:00, 明天09:00; further away the day is enough: 11月30日."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    clock = local.strftime("%H:%M")
    days = (local.date() - today).days
    if days in (0, 1, 2):
        return ("今天", "明天", "后天")[days] + clock
    return f"{local.month}月{local.day}日"


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


def goes_on_as(number: int, into: int) -> str:
    return f"#{number} 和 #{into} 是同一件事。"


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


def words_taken_back() -> str:
    return "反映人撤回了自己的话"


def not_a_request() -> str:
    return "反映人说不是诉求"


def happened_again(number: int, category: str, place: str, speaker: str, words: str) -> str:
    return f"#{number}{tag(category)}{place} 办结后又有人反映,已重开。{speaker}:{shortened(words)}"


# --- words of residents that answer the bot ----------------------------------------------------------------------

NOT_SO = frozenset(
    {"不是", "不是的", "不是啊", "不是呀", "不是诉求", "不是投诉", "说错了", "弄错了", "搞错了", "理解错了", "误会了",
     "不用登记", "不用转", "别登记", "撤回", "撤销", "取消登记", "不是这个意思", "我不是这个意思",
     "不对", "不对的", "说得不对", "说的不对", "不是这样的", "你搞错了", "你弄错了", "登记错了"}
)  # fmt: skip
ASKS_PROGRESS = frozenset(
    {"进度", "我报的怎么样了", "我反映的怎么样了", "处理得怎么样了", "处理到哪了", "我的事怎么样了"}
)


# --- when the platform did not say whether something was delivered -------------------------------------------------


def maybe_not_said(outbox_id: int, room: str, words: str) -> str:
    return f"这句话可能没发到“{room}”:{shortened(words)}\n那边没看到请回:补发 {outbox_id};看到了不用回。"


def could_not_reach(room: str, words: str) -> str:
    return f"这句话几个小时都没能发到“{room}”,不再试了:{shortened(words)}\n请看看机器人还在不在那个群,并人工转告。"


def could_not_say(room: str, words: str) -> str:
    return f"这句话没能发到“{room}”,平台拒收:{shortened(words)}\n请人工转告。"


def not_handled(room: str) -> str:
    return f"“{room}”里有一句话我没处理成,请到那边看一眼,也请管理员查日志。今天那个群再有这种事就不另说了。"


# --- commands: what the building groups hear ------------------------------------------------------------------------


def _matter(number: int, category: str, place: str) -> str:
    return f"#{number}{tag(category)}{place}"


def taken(number: int, category: str, place: str) -> str:
    return f"{_matter(number, category, place)} 业委会已受理,正在处理。"


def accepted(number: int, category: str, place: str) -> str:
    return f"{_matter(number, category, place)} 已接单,正在处理。"


def goes_on(number: int, category: str, place: str, word: str) -> str:
    return f"{_matter(number, category, place)} 进展:{word}"


def resolved(number: int, category: str, place: str, word: str) -> str:
    return f"{_matter(number, category, place)} 已办结:{word}"


def declined(number: int, category: str, place: str, word: str) -> str:
    return f"{_matter(number, category, place)} 不予受理:{word}"


def reopened(number: int, category: str, place: str) -> str:
    return f"{_matter(number, category, place)} 已重开,继续处理。"


def merged(number: int, into: int, category: str, place: str) -> str:
    return f"{_matter(number, category, place)} 和 #{into} 是同一件事,并在一起办,以后看 #{into}。"


def whistled(number: int, category: str, place: str, to: str) -> str:
    return f"{_matter(number, category, place)} 已上报{to}。"


# --- commands: cards and notices for those who are to act -----------------------------------------------------------


def order_card(
    *, number: int, category: str, urgency: str, place: str, words: str, assignee: str, note: str, due: str
) -> str:
    lines = [f"#{number} {tag(category, urgency)}{place} 派给{assignee}", shortened(words)]
    if note:
        lines.append(f"业委会交代:{note}")
    lines.append(f"请在{due}前办结。引用本条回:接单、进展、办结、退回")
    return "\n".join(lines)


def whistle_card(number: int, category: str, place: str, words: str, reason: str) -> str:
    lines = [f"#{number} {tag(category)}{place} 业委会吹哨", shortened(words)]
    if reason:
        lines.append(f"原因:{reason}")
    lines.append("引用本条回:接单、进展、办结")
    return "\n".join(lines)


def urged(number: int, category: str, place: str, assignee: str, note: str) -> str:
    to = f",{assignee}请看一下" if assignee else ""
    return f"业委会催办 {_matter(number, category, place)}{to}{f':{note}' if note else '。'}"


def handed_back(number: int, who: str, reason: str) -> str:
    return f"#{number} 被{who}退回:{reason}。请重新派单或受理。"


def moved_on(number: int, who: str, status: str, word: str) -> str:
    """To the committee, when somebody in another room moved a request."""
    return f"#{number} {who}:{STATUS[status]}{f',{word}' if word else ''}"


# --- commands: answers where they were typed ------------------------------------------------------------------------


def done(number: int, what: str) -> str:
    """ "#12 已办结。" and the like; `what` is one of the DONE sentences."""
    return f"#{number} {what}。"


DONE_NOTE = "已备注,只有业委会看得到"
DONE_PROGRESS = "进展已告诉反映人"
DONE_RESOLVE = "已办结,结果已告诉反映人"
DONE_DECLINE = "不予受理,理由已告诉反映人"
DONE_RETURN = "已退回业委会"
DONE_REOPEN = "已重开"


def done_take(name: str) -> str:
    return f"已受理,由{name}负责"


def done_accept(name: str) -> str:
    return f"{name}已接单"


def done_order(name: str) -> str:
    return f"已派给{name}"


def done_urge(name: str) -> str:
    return f"已催{name}" if name else "在业委会手上,还没派单。派单请回:派单 编号 谁"


def done_whistle_by_yourself(to: str) -> str:
    return f"已记下要请{to}来办。这里没有{to}的群,机器人转不到,请您直接联系;有回音了用“进展”告诉反映人"


def done_whistle(to: str) -> str:
    return f"已吹哨:{to}"


def done_merge(into: int) -> str:
    return f"已并入 #{into}"


def done_reclassify(before: str, after: str) -> str:
    return f"已从{tag(before)}改为{tag(after)}"


HOLDER = {"committee": "业委会", "property": "物业", "office": "社区/街道", "resident": "反映人"}


def ordered_to(name: str) -> str:
    return f"派给{name}"


def merged_into(number: int) -> str:
    return f"并入 #{number}"


def took_in(number: int) -> str:
    return f"并进了 #{number}"


def no_such_request(number: int) -> str:
    return f"没有 #{number} 这个编号。想看现有的,请回:待办"


def not_yours(number: int) -> str:
    return f"#{number} 没有派给你们,动不了。需要的话请业委会先派单。"


def cannot(number: int, status: str, word: str) -> str:
    again = f",要继续办请先回:重开 {number}" if status in ("resolved", "declined", "answered", "withdrawn") else ""
    return f"#{number} {STATUS[status]},不能{word}{again}。"


def said_again(room: str) -> str:
    return f"好的,再发一次到“{room}”。"


def seen_after_all(room: str) -> str:
    return f"“{room}”那边其实已经收到了,没有再发。"


def nothing_held(outbox_id: int) -> str:
    return f"没有等着补发的 {outbox_id}。"


def into_itself(number: int) -> str:
    return f"#{number} 不能并到自己里面。"


def not_for_you(word: str, may: Sequence[str]) -> str:
    return f"“{word}”要业委会成员来发。您可以用:{'、'.join(may)}"


def not_in_service(word: str) -> str:
    return f"听懂了是“{word}”,可是这件事我还不会做。会做的请回:帮助"


def meant(word: str, example: str) -> str:
    return f"是不是想说“{word}”?例如:{example}"


ASK = {
    "tickets": "是哪一件?请说编号",
    "to": "派给谁?",
    "note": "办得怎么样?请用一句话说明,反映人会看到",
    "reason": "理由是什么?反映人会看到",
    "into": "并到哪一件?请说编号",
    "category": "改成哪一类?",
}


def ask_for(missing: str, example: str) -> str:
    return f"{ASK[missing]}。直接回就行,例如:{example}"


ANSWER_EXAMPLE = {
    "tickets": "12",
    "to": "物业",
    "note": "已清运",
    "reason": "不在本小区范围",
    "into": "12",
    "category": "消防通道",
}
NEVER_MIND = frozenset({"算了", "不用了", "取消", "不了", "没事了", "不办了", "先不"})
NOT_MIND = "好的,不动。"

# --- commands: 查看, 待办, 帮助 ---------------------------------------------------------------------------------------

ACTION = {
    "report": "登记",
    "take": "受理",
    "order": "派单",
    "accept": "接单",
    "note": "备注",
    "progress": "进展",
    "resolve": "办结",
    "decline": "不予受理",
    "answer": "答复",
    "withdraw": "撤回",
    "reopen": "重开",
    "merge": "合并",
    "return": "退回",
    "reclassify": "改类",
    "urge": "催办",
    "whistle": "吹哨",
}


def matter_line(number: int, category: str, urgency: str, place: str, status: str, assignee: str, late: bool) -> str:
    """One request in a list."""
    who = f"({assignee})" if assignee else ""
    return f"#{number}{tag(category, urgency)}{place} {STATUS[status]}{who}{' 超期' if late else ''}"


def shown_head(line: str, households: int, due: str, words: str) -> str:
    return f"{line} {households}户反映,{due}前办结\n{shortened(words)}"


def event_line(at: str, who: str, action: str, note: str) -> str:
    return f"{at} {who} {ACTION.get(action, action)}{f':{note}' if note else ''}"


def list_of(lines: Sequence[str], more: int) -> str:
    rest = f"\n还有{more}件,可以按类别或楼栋看,例如:停车的单子" if more else ""
    return f"共{len(lines) + more}件:\n" + "\n".join(lines) + rest


NOTHING_LISTED = "没有符合的诉求。"


def figures(period: str, registered: int, closed: int, open_now: int, late: int) -> str:
    return f"{period}登记{registered}件,办结{closed}件;现在还有{open_now}件没办结,其中超期{late}件。"


ALL_TIME = "一共"


def help_line(word: str, about: str, example: str) -> str:
    return f"{word}:{about}。例如:{example}"


def help_head(lines: Sequence[str]) -> str:
    return "\n".join(["引用卡片或写编号都行:", *lines, "问一个指令请回“帮助 办结”。"])


def help_one(word: str, about: str, example: str, aliases: Sequence[str]) -> str:
    also = f"\n也可以说:{'、'.join(aliases)}" if aliases else ""
    return f"{word}:{about}\n例如:{example}{also}"
