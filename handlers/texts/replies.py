"""Answers to commands, where they were typed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from handlers.texts.common import HOLDER, STATUS, shortened, tag


def done(number: int, what: str) -> str:
    """ "#12 已办结。" and the like; `what` is one of the DONE sentences."""
    return f"#{number} {what}。"


DONE_NOTE = "已备注,只有业委会看得到"
DONE_PROGRESS = "进展已告诉反映人"
DONE_RESOLVE = "已办结,结果已告诉反映人"
DONE_DECLINE = "不予受理,理由已告诉反映人"
DONE_ANSWER = "已答复,原因已告诉反映人,不算办结"
DONE_RETURN = "已退回业委会"
DONE_REOPEN = "已重开"


def done_take(name: str) -> str:
    return f"已受理,由{name}负责"


def done_accept(name: str) -> str:
    return f"{name}已接单"


def done_order(name: str) -> str:
    return f"已派给{name}"


def done_order_by_yourself(name: str) -> str:
    return f"已派给{name}。这里没有他们的群,机器人转不到,请您转告"


def no_room_of_office(number: int, name: str) -> str:
    return f"#{number} 没派成:这里没有{name}的群。要请{name}来办请回:{number} 吹哨 {name}"


def done_appoint(names: str) -> str:
    return f"已指派{names}"


def appointed(names: str) -> str:
    return f"由{names}负责"


def nobody_called(name: str, known: Sequence[str]) -> str:
    return f"没有叫“{name}”的成员。可以指派:{'、'.join(known)}"


def several_called(name: str, names: Sequence[str]) -> str:
    return f"叫“{name}”的有{'、'.join(names)},请写清楚是哪一位。"


NOT_OF_ONE_SIDE = "一件事只能给同一边的人,业委会、物业、社区的人请分开派。"


def office_joined(name: str) -> str:
    return f"{name}接手协助"


def only_whistled_for(number: int) -> str:
    return f"#{number} 是吹哨请你们协助的,没有派给你们,不用退。办不了请回:{number} 进展 原因"


def done_urge(name: str, times: int) -> str:
    return f"已催{name},第{times}次"


def nobody_to_urge(number: int) -> str:
    return f"#{number} 在业委会手上,还没派给谁,没人可催。派单请回:{number} 派单 物业"


def urged_lately(number: int, times: int, at: str, again: str) -> str:
    return f"#{number} 已催{times}次,最近一次{at},{again}以后可以再催。等不及请回:{number} 改急"


def done_whistle_by_yourself(to: str) -> str:
    return f"已记下要请{to}来办。这里没有{to}的群,机器人转不到,请您直接联系;有回音了用“进展”告诉反映人"


def done_whistle(to: str) -> str:
    return f"已吹哨:{to}"


def done_merge(into: int) -> str:
    return f"已并入 #{into}"


def done_reclassify(before: str, after: str) -> str:
    return f"已从{tag(before)}改为{tag(after)}"


def done_hurry(due: str) -> str:
    return f"已改为紧急,{due}前办结" if due else "已改为紧急。办结时限已过,请马上办"


def done_calm(due: str) -> str:
    return f"已改为不急,{due}前办结"


def made_urgent(note: str) -> str:
    return f"改为紧急{f':{note}' if note else ''}"


MADE_CALM = "改为不急"


def is_already(number: int, urgency: str) -> str:
    return f"#{number} 本来就{'是紧急的' if urgency == 'urgent' else '不算紧急'},不用改。"


def report_line(place: int, speaker: str, room: str, words: str) -> str:
    return f"{place}. {speaker}({room}):{shortened(words)}"


def which_leave(number: int, lines: Sequence[str]) -> str:
    return "\n".join([f"#{number} 有这几条反映,哪几条分出来?直接回就行,例如:2、3", *lines])


def nothing_to_split(number: int) -> str:
    return f"#{number} 只有一条反映,拆不开。"


def one_has_to_stay(number: int) -> str:
    return f"#{number} 至少要留下一条反映。要改类请回:{number} 改类 停车"


def split_off(new: int, count: int) -> str:
    return f"分出{count}条到 #{new}"


def split_from(number: int) -> str:
    return f"从 #{number} 分出"


def done_split(number: int, new: int, count: int) -> str:
    return f"已从 #{number} 分出{count}条,登记为 #{new}。"


def no_room_called(name: str, known: Sequence[str]) -> str:
    return f"没有叫“{name}”的业主群。有:{'、'.join(known)}"


def say_it(rooms: Sequence[str], text: str) -> str:
    return f"要发到{len(rooms)}个群({'、'.join(rooms)}):\n{text}\n要发请回“确认”,不发请回“算了”。"


def done_announce(rooms: Sequence[str], waits: str) -> str:
    return f"夜里不打扰,{waits}发到:{'、'.join(rooms)}" if waits else f"公告已发到:{'、'.join(rooms)}"


def ordered_to(name: str) -> str:
    return f"派给{name}"


def merged_into(number: int) -> str:
    return f"并入 #{number}"


def took_in(number: int) -> str:
    return f"并进了 #{number}"


def no_such_request(number: int) -> str:
    return f"没有 #{number} 这个编号。想看现有的,请回:待办"


def not_yours(number: int) -> str:
    return f"#{number} 还没有派给你们。需要的话,请业委会先派单。"


def cannot(number: int, status: str, word: str) -> str:
    again = f",要继续办请先回:重开 {number}" if status in ("resolved", "declined", "answered", "withdrawn") else ""
    return f"#{number} {STATUS[status]},不能{word}{again}。"


def goes_on_in(number: int, into: int, instead: str) -> str:
    """What was meant for a merged request, with the line that does it."""
    return f"#{number} 已并入 #{into},请回:{instead}"


def merge_instead(numbers: Sequence[int], into: int) -> str:
    return f"合并 {'、'.join(str(number) for number in numbers)} 到 {into}"


def takes_nothing_in(number: int, status: str) -> str:
    return f"#{number} {STATUS[status]},别的单并不进来。要并请先回:重开 {number}"


def said_again(room: str) -> str:
    return f"好的,再发一次到“{room}”。"


def seen_after_all(room: str) -> str:
    return f"“{room}”那边其实已经收到了,没有再发。"


def nothing_held(outbox_id: int) -> str:
    return f"没有等着补发的 {outbox_id}。"


def into_itself(number: int) -> str:
    return f"#{number} 不能并到自己里面。"


def not_for_you(word: str, roles: Collection[str], may: Sequence[str]) -> str:
    who = "、".join(HOLDER[role] for role in HOLDER if role in roles)
    return f"“{word}”要{who}的成员来发。您可以用:{'、'.join(may)}"


def not_in_service(word: str) -> str:
    return f"听懂了是“{word}”,可是这件事我还不会做。会做的请回:帮助"


def meant(word: str, example: str) -> str:
    return f"是不是想说“{word}”?例如:{example}"


_ASK = {
    "tickets": ("是哪一件?请说编号", "12"),
    "to": ("派给谁?", "物业"),
    "note": ("办得怎么样?请用一句话说明,反映人会看到", "已清运"),
    "reason": ("理由是什么?反映人会看到", "不在本小区范围"),
    "into": ("并到哪一件?请说编号", "12"),
    "category": ("改成哪一类?", "消防通道"),
    "text": ("公告写什么?", "明天9点到12点清洗水箱"),
    "until": ("到哪天?", "12月5日"),
    "question": ("想问反映人什么?反映的群会看到", "具体是哪个单元?"),
}
_ASK_OF = {
    ("备注", "note"): ("记什么?只有业委会看得到", "业主晚上才在家"),
    ("答复", "note"): ("为什么现在解决不了?反映人会看到", "规划里明年改造"),
    ("指派", "to"): ("让谁去办?", "小何"),
    ("吹哨", "to"): ("请谁来?", "街道"),
    ("延期", "reason"): ("理由是什么?反映人会看到", "配件缺货"),
    ("挂起", "reason"): ("理由是什么?反映人会看到", "等配件"),
    ("退回", "reason"): ("为什么退回?业委会会看到", "这是市政的桶"),
    ("补发", "tickets"): ("补发哪一句?请说问您时的编号", "12"),
}
"""Questions that some commands put in words of their own."""


def ask_for(missing: str, word: str) -> str:
    """One short question for an argument that the command of that word lacks, with an example of an answer."""
    question, example = _ASK_OF.get((word, missing)) or _ASK[missing]
    return f"{question}{'' if question.endswith('?') else '。'}直接回就行,例如:{example}"


NEVER_MIND = frozenset({"算了", "不用了", "取消", "不了", "没事了", "不办了", "先不"})
NOT_MIND = "好的,那就不改了。"
