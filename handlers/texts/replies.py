"""Answers to commands, where they were typed."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.texts.common import STATUS, tag


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
    "until": "到哪天?",
    "question": "想问反映人什么?反映的群会看到",
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
    "until": "12月5日",
    "question": "具体是哪个单元?",
}
NEVER_MIND = frozenset({"算了", "不用了", "取消", "不了", "没事了", "不办了", "先不"})
NOT_MIND = "好的,不动。"
