"""When a guess must not be obeyed: the line denies, hedges, asks people, or lacks the words it would have."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from handlers.commands.language.numbers import ANY, NAMED
from handlers.commands.language.parsed import Parsed
from handlers.commands.language.segment import CONSULTS, FIRST_CLAUSE, QUESTION, WISHED, Segment

LOOKS: Final = frozenset({"show", "list", "stats", "list_reminders", "help"})
"""Commands that only look at something."""
DENIES: Final = re.compile(
    r"别(?!的|人|墅|[管理])|莫(?!名|[管理])|不要|不用(?![管理])|不必|不该|不同意|不合适|何必|反对|没用|没必要|用不着|先不|暂不|暂时|慢点|怎么又|谁说|凭什么"
)
_HEDGES: Final = re.compile(
    r"快(?!递|点|些)|估计|好像|应该|大概|可能|差不多|争取|还[没早不]|也行|太|要是|如果|能[^够]{0,4}就|怎么样|的话"
)
_FINAL: Final = frozenset({"resolve", "reject", "merge", "reopen", "escalate"})
"""What is not easily taken back, or heard by others."""
_RANGE = re.compile(rf"{ANY}\s*(?:到|至|-|~)\s*{ANY}")
_REMINDERS: Final = re.compile(r"提醒|提示|闹钟|定时")
_NEEDS_WORD: Final = {
    "reopen": re.compile(r"又|[没未]|重|再|恢复|激活|打开|反结|捞|翻|复发|反弹|取消|撤销"),
    "remind": re.compile(r"提醒|提示|叫|喊|催|招呼|通知|告诉|记得|闹钟"),
    "cancel_reminder": _REMINDERS,
    "list_reminders": _REMINDERS,
    "help": re.compile(
        r"你|机器人|吹哨|助手|指令|命令|口令|功能|用法|说明|教|帮助|不会用|(?:怎么(?!样)|咋(?!样)|如何|格式).{0,8}[打写发用弄设加改法]"
    ),
    "stats": re.compile(r"单|工单|诉求|件|起|宗|统计|报表|数据|汇总|办结|办理|多少|率|新增|处理"),
    "list": re.compile(r"单(?!元|位)|诉求|待办|超期|超时|逾期|过期|办结|结|处理|没办|未办|件|类|新"),
}
"""Words without which the line hardly means that."""
_SPEAKS_OF: Final = {
    "assign": re.compile(r"派|负责人|安排|交给|交由|由.{1,4}办"),
    "reclassify": re.compile(r"类|改[成为到]"),
    "merge": re.compile(r"并|合一?[起到在]"),
    "escalate": re.compile(r"升|[上呈转]?报"),
    "cancel_reminder": _REMINDERS,
}
"""Words beside the declared ones by which a line speaks of the command, though it does not tell all that it needs."""
_HEARSAY = re.compile(r"抱怨|占线|打不通|没接|[打问说讲聊](?:了|过)|诉苦")
"""What somebody said to somebody: nothing is given to him by that."""
_OTHER_THINGS = re.compile(r"名单|几户|几票|几个人|打印机|小程序|月报")


def is_doubtful(segment: Segment, guess: Parsed, words: Collection[str]) -> bool:
    """Must the guess be dropped? `words` are those its command is declared with."""
    intent, said = guess.intent, segment.folded
    if (needed := _NEEDS_WORD.get(intent)) is not None and not needed.search(said):
        return True
    if intent in LOOKS:
        return bool(_OTHER_THINGS.search(said))
    if QUESTION.search(said) or CONSULTS.search(segment.head) or _RANGE.search(said):
        return True
    if DENIES.search(_order(segment, intent)) and not (intent == "reclassify" and not guess.missing):
        return True
    if intent in _FINAL and _HEDGES.search(said):
        return True
    if intent in ("resolve", "progress") and WISHED.search(said):
        return True
    if guess.missing and not _speaks_of(said, intent, words):
        return True
    return intent == "assign" and (NAMED in said or bool(_HEARSAY.search(said)))


def _order(segment: Segment, intent: str) -> str:
    """The part of the line that orders something: what is told of how it goes may deny what it likes."""
    if intent != "progress":
        return segment.folded
    first = FIRST_CLAUSE.match(segment.folded)
    return first[0] if first else ""


def _speaks_of(said: str, intent: str, words: Collection[str]) -> bool:
    beside = _SPEAKS_OF.get(intent)
    return any(word in said for word in words) or bool(beside and beside.search(said))
