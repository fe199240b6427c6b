"""Answers to 查看, 待办, 统计 and 帮助."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.texts.common import STATUS, shortened, tag

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
    "add": "补充",
    "pause": "挂起",
    "resume": "恢复",
    "postpone": "延期",
    "appoint": "指派",
    "prioritise": "改急",
    "ask": "追问",
    "split": "拆分",
    "rate": "回访",
    "undo": "撤销",
    "erase": "删除信息",
}


def matter_line(number: int, category: str, urgency: str, place: str, status: str, assignee: str, late: bool) -> str:
    """One request in a list."""
    who = f"({assignee})" if assignee else ""
    return f"#{number}{tag(category, urgency)}{place} {STATUS[status]}{who}{' 超期' if late else ''}"


def shown_head(line: str, households: int, due: str, words: str) -> str:
    return f"{line} {households}户反映,{due}前办结\n{shortened(words)}"


THE_BOT = "机器人"
"""Who does what falls due by itself."""


def event_line(at: str, who: str, action: str, note: str) -> str:
    return f"{at} {who or THE_BOT} {ACTION.get(action, action)}{f':{note}' if note else ''}"


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
