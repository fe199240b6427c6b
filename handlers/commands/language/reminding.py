"""Reminders: setting one, listing and cancelling them. A time or somebody to remind must be said."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.commands.language.numbers import ANY, BARE, STRONG, numeral
from handlers.commands.language.parsed import NONE, Parsed
from handlers.commands.language.segment import FILL, QUESTION, SEP, STOPS, TAIL, Segment, args_of
from handlers.commands.language.when import When, find_when
from handlers.commands.language.whom import room_before_call, whom

_LIST = re.compile(
    rf"(?:{FILL}|看看|看一?下|看|查看|查一?下|查|列一?下|列出|列|有哪些|还?有啥子?|都有啥子?|还?有什么|现在|目前|还有"
    rf"|设了|设过|设的|定了|定过|设置了|些啥子?|些什么|些|啥子?|我|都|有?几个|有多少个?|哪些|多少)*+(?:定时)?提醒(?:任务|事项)?(?:列表|清单|一览"
    rf"|都?有哪些|都?有啥子?|有什么|有几个|列一?下|列出来|看一?下|看看|还有哪些|设了哪些|都是啥|都是什么|没到|未到|没响"
    rf"|{SEP}|\?|呀|啊|呢|吧|了|的)*$"
)
_LIST_WORDS = re.compile(r"看|查|列|哪些|些啥|些什么|有啥|有什么|几个|清单|一览|都是|多少")
_STOPS = (
    r"取消掉?|删除|删掉|删了|删|撤掉|撤了|撤销|停掉|停了|停用|关掉|关了|关闭|去掉|不要了?|不用了(?:[ ,]*删掉?)?"
    r"|不用提醒了?|不需要了?|作废|停止|别再?发了?|别提醒了|不提醒了|取消了|终止"
)
_CANCEL_FIRST = re.compile(
    rf"{FILL}*+(?:{_STOPS}){SEP}*(?:掉|那个|这个|第|{SEP})*(?P<pre>[^提]{{0,12}}?)的?(?:定时)?提醒(?:号"
    rf"|编号|第|{SEP})*(?P<ref>{ANY})?(?:个|条|号)?{TAIL}$"
)
_CANCEL_LAST = re.compile(
    rf"{FILL}*+(?P<pre>[^提]{{0,14}}?)(?:的?那?[个条]?的?)(?:定时)?提醒(?:{SEP}|第)*(?P<ref>{ANY})?"
    rf"(?:(?:和|跟|还有|{SEP})*(?:定时)?提醒{ANY})*(?:个|条"
    rf"|号|{SEP}|就|可以|先|都|给我|也)*(?:{_STOPS}){TAIL}$"
)
_ORDINAL = re.compile(r"第\s?(\d{1,3}|[一二三四五六七八九十]{1,3})\s?(?:个|条|号)?")

_MAKES = r"(?:设置|新增|创建|新建|添加|安排|设|定|加|建|弄)"
_CALLS = rf"(?:定时|{_MAKES}一?[个条]?(?:定时)?)?提醒(?:一?下|一?哈|一声)?"
_MAKE = re.compile(rf"(?:{SEP}|麻烦|请|帮我?|帮忙|给我?们?|再)*{_MAKES}一?[个条]?(?:定时)?")
_MADE = re.compile(r"的?(?:定时)?提醒(?=[ ,:])")
_TOLD = ("昨", "前天")
"""Who begins with these tells what was."""
_LEADS = ("", "以后", "今后", "往后")
_NOT_CALLED = re.compile(
    r"我们?了|得|的|过|了|他|她|你|到位|不|没|很|也|对|及时|是|就|有用|没用|真|那|这|太|都没|有啥|有什么|[一两三几]次"
)
_FIRST = re.compile(
    rf"(?:[{STRONG}{BARE}]{SEP}*)?(?:{SEP}|麻烦|请|帮我?|帮忙|记得|到时候?|给我?们?|到点|准时|都|再|自动|按时"
    rf"|,)*{_CALLS}"
)
_TO_ASK = re.compile(r"[看问查](?!过).{0,8}(?:没有?|咋样了?|怎么?样了?)$|确认")
""" "提醒我下午两点看12修好没": what is asked is not asked of the bot."""
_CALL = re.compile(_CALLS)
_BEFORE_CALL = re.compile(
    rf"(?:{SEP}|麻烦|请|帮我?|帮忙|记得|准时|到时候?|都|要|再|自动|给我?们?|按时|开始|左右|的时候|到点|在"
    rf"|于|群里|小助手|机器人|前|,)*"
)
_OTHER_CALL = re.compile(
    r"(?:叫|喊|提示|招呼|告诉|通知)(?=我|大家|大伙|各位|[老小阿]|[\u4e00-\u9fff]{1,3}(?:工|师傅|经理|主任|岗|长|班))"
)
_LATER_URGE = re.compile(rf"(?:{SEP}|再|自动|帮我?|给我|记得|去|就)*(?:催办?|催一?下|催催)")


def list_reminders(segment: Segment) -> Parsed:
    """ "看看有哪些提醒", "提醒列表"."""
    text = segment.folded
    if segment.to_other or len(text) > 30 or "提醒" not in text:
        return NONE
    asked = (_LIST.match(text) and _LIST_WORDS.search(text)) or re.fullmatch(r"(?:定时)?提醒(?:列表|清单)", text)
    return Parsed("list_reminders", {}, word="提醒列表") if asked else NONE


def cancel_reminder(segment: Segment) -> Parsed:
    """ "取消提醒3", "周五那个提醒不要了", "删除提醒"."""
    text = segment.folded
    if segment.to_other or len(text) > 40 or "提醒" not in text or QUESTION.search(text):
        return NONE
    found = _CANCEL_FIRST.match(text) or _CANCEL_LAST.match(text)
    if found is None:
        return NONE
    before = found["pre"]
    numbers = segment.numbers()
    if not numbers and (ordinal := _ORDINAL.search(text)):
        numbers = [numeral(ordinal[1])]
    when = find_when(before, segment.now) if before else None
    if when is not None and not when.text:
        when = None
    if before.strip(" 的那个这条") and not when and not numbers:
        return NONE
    if not numbers and not when and text.endswith("了"):  # "提醒取消了"
        return NONE
    text_of_when = re.sub(r"^(?=周)", "每", when.text) if when else ""
    return Parsed(
        "cancel_reminder",
        args_of(numbers or None, [] if numbers or when else ["tickets"], when=text_of_when),
        word="取消提醒",
    )


def remind(segment: Segment) -> Parsed:
    """ "每周五晚七点提醒我们看待办", "提醒 二期群 每周二 下午四点 洗水箱", "半小时后催12", "提醒大家交材料"."""
    head = segment.head
    if segment.to_other or ("提醒" not in head and "催" not in head):
        return NONE
    return _called_first(segment) or _made(segment) or _when_first(segment)


def reminded(segment: Segment) -> Parsed:
    """A line that surely sets a reminder, whatever calls it: "明天下午三点喊我一声,去街道交表"."""
    if (call := _OTHER_CALL.search(segment.folded)) is not None:
        before, after = slice(None, call.start()), slice(call.end(), None)
        folded, shown = (f"{text[before]}提醒{text[after]}" for text in (segment.folded, segment.shown))
        if called := remind(replace(segment, folded=folded, shown=shown)):
            return called
    return _reminder(segment, 0, find_when(segment.folded, segment.now, 0))


def cancelled(segment: Segment) -> Parsed:
    """A line that surely cancels a reminder: by its number, by its time, or none that it names."""
    numbers, when = segment.numbers(), find_when(segment.folded, segment.now, 0)
    said = re.sub(r"^(?=周)", "每", when.text) if when and not numbers else ""
    missing = [] if numbers or said else ["tickets"]
    return Parsed("cancel_reminder", args_of(numbers or None, missing, when=said), word="取消提醒")


def _called_first(segment: Segment) -> Parsed:
    found = _FIRST.match(segment.head)
    if found is None:
        return NONE
    rest = segment.folded[found.end() :]
    if _NOT_CALLED.match(rest):
        return NONE
    if not rest.strip(" :,。!"):
        if "到时" in found[0] or "再" in found[0]:  # "到时候再提醒"
            return NONE
        return Parsed("remind", args_of(missing=["when", "text"]), word="提醒")
    if QUESTION.search(segment.folded) and ":" not in rest and not _TO_ASK.search(rest):
        return NONE
    when = find_when(segment.folded, segment.now, found.end())
    if when is None and "记得" in found[0]:  # "记得提醒我带钥匙": to a neighbour
        return NONE
    return _reminder(segment, found.end(), when)


def _made(segment: Segment) -> Parsed:
    """ "设个每周五晚七点的提醒 看待办"."""
    make = _MAKE.match(segment.head)
    when = find_when(segment.folded, segment.now, make.end()) if make else None
    if make is None or when is None or when.start > make.end():
        return NONE
    made = _MADE.match(segment.folded, when.end)
    return _reminder(segment, made.end(), when) if made and not QUESTION.search(segment.folded) else NONE


def _when_first(segment: Segment) -> Parsed:
    head = segment.head
    when = find_when(head, segment.now)
    if (
        when is None
        or re.sub(rf"^[{STRONG}{BARE}]", "", head[: when.start]).strip(" ,。把请麻烦那帮我:在于从记得") not in _LEADS
    ):
        return NONE
    if when.said.startswith(_TOLD):
        return NONE
    gap = _BEFORE_CALL.match(head, when.end)
    start, room = room_before_call(segment, gap.end() if gap else when.end)
    call = _CALL.match(head, start)
    if call is not None:
        if _NOT_CALLED.match(head[call.end() :]) or QUESTION.search(segment.folded):
            return NONE
        return _reminder(segment, call.end(), when, room)
    urge = _LATER_URGE.match(head, when.end)
    if urge is None or not (segment.refs or segment.quotes) or QUESTION.search(segment.folded):
        return NONE
    text = segment.words(when.end)
    args = args_of(segment.tickets(), [] if when.text else ["when"], when=when.text, text=text)
    return Parsed("remind", args, word="提醒", said_when=when.said)


def _reminder(segment: Segment, start: int, when: When | None, said_room: str = "") -> Parsed:
    """`start` is where the reminder's words begin; the time may stand before or among them, a room before them."""
    begin, to, room = whom(segment, start)
    room = room or said_room
    if re.match(r"一[句声]|的", segment.folded[begin:]):  # "提醒大家一句,别吵"
        return NONE
    if when is not None and start <= when.start:
        if when.start > begin + 14:
            when = None
        else:
            between = segment.words(begin, when.start)
            after_when = when.end
            if not to and not room:
                after_when, to, room = whom(segment, when.end)
            begin, lead = after_when, between
            text = f"{lead} {segment.words(begin)}".strip() if lead else segment.words(begin)
    if when is None or when.start < start or when.start > begin:
        text = segment.words(begin)
    text = re.sub(rf"^(?:去?(?:的时候)?[{STOPS}]|一下|要|在群里说?)+", "", text) or text
    marks = [
        ref
        for found, ref in zip(re.finditer(ANY, segment.folded), segment.refs, strict=False)
        if found[0] == STRONG or not found.start()
    ]
    quoted = [segment.quoted] if segment.quoted is not None else []
    tickets = list(dict.fromkeys(n for ref in marks for n in ref.numbers)) or quoted
    text = re.sub(r"\s*[#\uff03]\s?\d+\s*$", "", text) or text
    if not (when or to or room) and not re.match(r"[ ,:]", segment.folded[start:]):
        return NONE
    when_text = when.text if when else ""
    missing = [name for name, there in (("when", when_text), ("text", text)) if not there]
    args = args_of(tickets or None, missing, when=when_text, to=to, room=room, text=text)
    return Parsed("remind", args, word="提醒", said_when=when.said if when else "")
