"""Answers to 查看, 待办, 统计 and 帮助."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.texts.common import CATEGORY, STATUS, shortened, tag

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
    "prioritise": "改缓急",
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


def shown_head(line: str, households: int, pictures: int, due: str, words: str) -> str:
    photos = f",照片{pictures}张" if pictures else ""
    return f"{line} {households}户反映{photos},{due}前办结\n{shortened(words)}"


def held(holder: str, assignee: str, since: str, whistled_to: str) -> str:
    """Who has it in hand since when: 在物业(小何)手上,昨天15:20起"""
    who = f"({assignee})" if assignee and assignee != holder else ""
    called = f",已吹哨{whistled_to}" if whistled_to else ""
    return f"在{holder}{who}手上,{since}起{called}"


THE_BOT = "机器人"
"""Who does what falls due by itself."""


def event_line(at: str, who: str, action: str, note: str) -> str:
    return f"{at} {who or THE_BOT} {ACTION.get(action, action)}{f':{note}' if note else ''}"


def list_of(lines: Sequence[str], total: int, more: int) -> str:
    rest = f"\n还有{more}件,接着看请回:更多" if more else ""
    return f"共{total}件:\n" + "\n".join(lines) + rest


NOTHING_LISTED = "没有符合的诉求。"
NO_SUCH_PAGE = "没有这一页了。"


def figures(period: str, registered: int, closed: int, open_now: int, late: int) -> str:
    return f"{period}登记{registered}件,办结{closed}件;现在还有{open_now}件没办结,其中超期{late}件。"


def first_answer(minutes: int) -> str:
    return f"首次答复一般要{lasting(minutes)}(中位数)。"


def by_category(rows: Sequence[tuple[str, int, int]], others: int) -> str:
    """(category, registered, solved) of the largest categories."""
    rest = [f"其余{others}件"] if others else []
    return "、".join([*(f"{CATEGORY[name]}{count}件(办结{solved})" for name, count, solved in rows), *rest]) + "。"


def lasting(minutes: int) -> str:
    """How long: 45分钟, 3小时20分, 2天5小时."""
    if minutes < 60:
        return f"{minutes}分钟"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours}小时{f'{rest}分' if rest else ''}"
    days, hours = divmod(hours, 24)
    return f"{days}天{f'{hours}小时' if hours else ''}"


ALL_TIME = "一共"

FAMILY = {
    "taking": "谁来办",
    "telling": "说进展",
    "closing": "了结",
    "sorting": "理单",
    "splitting": "理单",
    "pressing": "催办",
    "pausing": "缓办",
    "looking": "查看",
    "announcing": "通知",
    "reminders": "提醒",
    "campaigns": "提醒",
    "silencing": "通知",
}
"""Headings of the help, for the modules that declare the commands."""
OTHER_FAMILY = "其他"


def help_group(title: str, words: Sequence[str]) -> str:
    return f"{title}:{'、'.join(words)}"


def help_line(word: str, about: str, example: str) -> str:
    return f"{word}:{about}。例如:{example}"


def help_head(lines: Sequence[str]) -> str:
    head = "写编号加指令,例如“12 办结 已清运”;引用卡片可以不写编号。"
    return "\n".join([head, *lines, "想看某个指令怎么说,回:帮助 派单"])


def help_one(word: str, about: str, example: str, aliases: Sequence[str]) -> str:
    also = f"\n也可以说:{'、'.join(aliases)}" if aliases else ""
    return f"{word}:{about}\n例如:{example}{also}"
