"""Every Chinese word of the page that the bot does not say itself."""

from __future__ import annotations

import re
from collections.abc import Callable

from handlers.message import Outcome
from handlers.rules.lifecycle import Role, RoomRole
from handlers.texts import ACTION, CATEGORY, HOLDER, STATUS
from nlp.reading import NONE

__all__ = ["ACTION", "CATEGORY", "HOLDER", "STATUS"]

TITLE = "吹哨"
LOGO = "哨"
FAVICON = (
    '<svg viewBox="0 0 64 64" xmlns="http://www.w3.org/2000/svg"><rect width="64" height="64" rx="14" fill="#12796b"/>'
    '<circle cx="26" cy="38" r="14" fill="none" stroke="#fff" stroke-width="7"/>'
    '<path d="M26 24h26v10H39" fill="none" stroke="#fff" stroke-width="7" stroke-linejoin="round"/></svg>'
)
BOT_NAME = "小哨"
BOT_MARK = "机器人"
PICTURE = "[图片]"

# --- the bar on top ----------------------------------------------------------------------------------------------

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
CLOCK_HINT = "小区里的时间"
PLAY = "播放一天"
GO_ON = "继续"
PAUSE = "暂停"
RESET = "重来"
RESET_HINT = "清空所有群和看板,从早上重新开始"
SPEED = "速度"
SPEEDS = {"SLOW": "慢", "NORMAL": "中", "FAST": "快", "AT_ONCE": "最快"}
PLAYED_OUT = "一天放完了"


def estate_title(name: str, buildings: int) -> str:
    return f"{name}小区 · {buildings}栋楼"


def played(at: int, total: int) -> str:
    return f"{at}/{total}"


# --- rooms ---------------------------------------------------------------------------------------------------------

BOARD = "看板"
SEND = "发送"
SEND_PICTURE = "发图片"
SAY_SOMETHING = "说点什么"
SAY_COMMAND = "发指令,如:3 接单"
QUOTE_HINT = "点一下引用这句话"
ENLARGE_HINT = "点一下看大图"
STOP_QUOTING = "不引用了"
SPEAK_AS = "换个人说话"
TOO_BIG = "图片太大了,请选3MB以内的"
NO_PICTURE = "这不是能显示的图片(支持PNG、JPEG、GIF、WebP)"

ROLE = {Role.RESIDENT: "业主", Role.COMMITTEE: "业委会", Role.PROPERTY: "物业", Role.OFFICE: "社区", Role.BOT: "机器人"}

EMPTY_ROOM = {
    RoomRole.BUILDING: "群里还没人说话。\n说到要解决的事,小哨会登记。",
    RoomRole.COMMITTEE: "有人反映问题,卡片会发到这里。\n点卡片引用它,回“接单”试试。",
    RoomRole.PROPERTY: "业委会派给物业的单会发到这里。",
    RoomRole.OFFICE: "业委会吹哨后,单子会发到这里。",
}

EXAMPLES = (
    "3栋2单元门口有辆车把消防通道堵住了,苏E7M31K",
    "9栋楼下垃圾桶满了两天没人收,臭得很",
    "14栋车棚的充电桩扫码没反应,三个口都坏了",
)
TRY = "试一句"


def example(room: int) -> str:
    """Something to say in the room at that place of the list."""
    return EXAMPLES[room % len(EXAMPLES)]


def speaking_as(name: str) -> str:
    return f"以{name}的身份说话,点一下换人"


def members(count: int) -> str:
    return f"{count}人"


# --- the board -----------------------------------------------------------------------------------------------------

BOARD_TITLE = "诉求看板"
EMPTY_BOARD = "还没有诉求。\n群里有人反映,这里马上就有。"
URGENT = "紧急"
CLOSED = "已了结"
OVERDUE = "已超时"


def households(count: int) -> str:
    return f"{count}户反映"


def held_by(name: str) -> str:
    return f"在{name}手上"


def answer_by(when: str) -> str:
    return f"{when}前答复"


def resolve_by(when: str) -> str:
    return f"{when}前办结"


PAUSED = "挂起"
ASKED = "等回话"
WAITS_FOR_REPORTERS = "等反映人回话,不计时"
WAITS = "什么时候接着办还没定,不计时"


def waits_until(when: str) -> str:
    return f"{when}接着办,在那之前不计时"


def whistled(to: str) -> str:
    return f"吹哨·{to}"


def counted(status: str, count: int) -> str:
    return f"{STATUS[status]} {count}"


OPEN_DETAILS = "看经过"

# --- the history of a request ----------------------------------------------------------------------------------------

HISTORY = "经过"
REPORTS = "反映"
ERASED = "(已删除)"
NOTHING = "无"
FIELD = {
    "category": "类别",
    "urgency": "轻重",
    "place": "地点",
    "plates": "车牌",
    "holder": "在谁手上",
    "assignee": "经办人",
    "paused_until": "挂起到",
    "answer_due_at": "答复时限",
    "resolve_due_at": "办结时限",
    "merged_into": "并入",
}
"""What the history shows of a change; other fields follow from these or stand in the note."""


_RATED = {"1": "1(满意)", "2": "2(基本满意)", "3": "3(没解决)"}


def rated(answer: str) -> str:
    """An answer to the survey, a bare number with what it stands for."""
    return _RATED.get(answer, answer)


def reports(count: int) -> str:
    return f"{REPORTS} {count}条"


def merged_from(number: int) -> str:
    return f"原#{number}"


def taken_back(action: str) -> str:
    return f"撤销“{action}”"


# --- why -----------------------------------------------------------------------------------------------------------

WHY = "为什么"
WHY_TITLE = "小哨是这样看这句话的"
CLOSE = "关闭"
SURE_REQUEST = "是诉求,把握"
SURE_CHATTER = "不是诉求,把握"
WORDS = "凭哪些词"
NO_WORDS = "没有词说明这是诉求,所以小哨不出声。"
WEIGHT = "权重"
CONTEXT_USED = "还看了上下文"
PLACE, PLATES, URGENCY = "地点", "车牌", "轻重"
NORMAL = "一般"

OUTCOME = {
    Outcome.CHATTER: "闲聊,不登记,也不保存",
    Outcome.REPORT: "新登记一件诉求",
    Outcome.ADDITION: "补充到自己刚报的诉求里",
    Outcome.JOINED: "和已有的是同一件事,并进去",
    Outcome.WITHDRAWN: "说得不对,撤回",
    Outcome.PROGRESS: "问进度",
    Outcome.ANSWER: "回访的答复",
    Outcome.ERASURE: "要删除自己的信息",
    Outcome.COMMAND: "业委会或物业的指令",
    Outcome.IGNORED: "不归小哨管",
}


def outcome(outcome: Outcome, number: int | None) -> str:
    return OUTCOME[outcome] + (f" #{number}" if number is not None else "")


TAG = {
    Outcome.CHATTER: "闲聊",
    Outcome.REPORT: "新诉求",
    Outcome.ADDITION: "补充",
    Outcome.JOINED: "同一件事",
    Outcome.WITHDRAWN: "撤回",
    Outcome.PROGRESS: "问进度",
    Outcome.ANSWER: "回访答复",
    Outcome.ERASURE: "删除信息",
    Outcome.COMMAND: "指令",
    Outcome.IGNORED: "不处理",
}


def confidence(share: float) -> str:
    return f"{share:.0%}"


def speaks_for(category: str, weight: float) -> str:
    """What a word with this weight tells."""
    if category == NONE:
        return "像闲聊" if weight > 0 else "像诉求"
    name = CATEGORY.get(category, category)
    return name if weight > 0 else f"不像{name}"


_SOURCE = {"quote": "引用的话", "talk": "上文", "nickname": "群昵称", "room": "本群"}
_CONTEXT: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"said by staff", lambda found: "说话的是工作人员"),
    (r"same speaker (\d+) s ago", lambda found: f"本人{_ago(int(found[1]))}说的话"),
    (r"talk about (\w+)", lambda found: f"群里正在说{CATEGORY.get(found[1], found[1])}"),
    (r"learned word (.+)", lambda found: f"本小区纠正过的词“{found[1]}”"),
    (r"quoted line", lambda found: "引用的话"),
    (r"place from (\w+)", lambda found: f"地点取自{_SOURCE.get(found[1], found[1])}"),
    (r"plate from (\w+)", lambda found: f"车牌取自{_SOURCE.get(found[1], found[1])}"),
)


def _ago(seconds: int) -> str:
    return f"{seconds}秒前" if seconds < 120 else f"{seconds // 60}分钟前"


def context(used: tuple[str, ...]) -> str:
    """The context a line was read with, as the reader names it, in Chinese."""
    return "、".join(_one_context(one) for one in used)


def _one_context(used: str) -> str:
    for pattern, say in _CONTEXT:
        if found := re.fullmatch(pattern, used):
            return say(found)
    return used


COMMAND = "指令"
ARGUMENT = {
    "tickets": "编号",
    "to": "派给",
    "note": "说明",
    "reason": "理由",
    "into": "并到",
    "category": "类别",
    "status": "状态",
    "place": "地点",
    "period": "时段",
    "room": "群",
    "when": "时间",
    "text": "内容",
}


def argument(name: str, value: object) -> str:
    """A command's argument as people write it."""
    if isinstance(value, list):
        return "、".join(f"#{one}" if name == "tickets" else str(one) for one in value)
    if name == "into":
        return f"#{value}"
    return CATEGORY.get(str(value), str(value)) if name == "category" else str(value)


# --- the command line's words ----------------------------------------------------------------------------------------


def ready(url: str) -> str:
    return f"吹哨演示已就绪 / Whistle demo: {url}  (Ctrl+C 结束)"
