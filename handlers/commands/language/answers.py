"""The line after a question: "12", "物业", "已清运", "消防通道" as the argument that was missing."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from handlers.commands.language.line import LONGEST, read_line
from handlers.commands.language.numbers import ANY
from handlers.commands.language.segment import QUESTION, SEP, TAIL, Segment, segment_of
from handlers.commands.language.splitting import PARTS, parts_of
from handlers.commands.language.until import split
from handlers.commands.language.vocabulary import CATEGORY, category_of, is_name
from handlers.commands.language.when import find_when
from nlp.when.clock import PART

LONGEST_ANSWER = 300
_NUMBERS = re.compile(rf"(?:{SEP}|是|就是|{ANY})+$")
_CATEGORY = re.compile(rf"(?:是|改成|改为|应该是|算)?(?P<cat>{CATEGORY})(?:类|吧|的)*$")
_ONE_NAME = r"[\u4e00-\u9fffA-Za-z0-9]{1,12}?"
_NAME = re.compile(
    rf"(?:派给|转给|交给|指派|给|让|叫)?(?P<to>@?{_ONE_NAME}(?:[、和跟与@ ]{{1,2}}{_ONE_NAME}){{0,5}})"
    r"(?:吧|去|处理|来)*$"
)
_PUTS_OFF = re.compile(
    r"^(?:(?:等一?下|等等|等我|稍等|先等|再等|我?(?:先|再)?(?:去|来)?(?:问|看|查|打听|联系)(?:问|看|查|一下"
    r"|下)?|回头|过会儿?)"
    r"|(?:不知道|不清楚|好的?|嗯+|哦|收到|行|可以|ok|谢谢|哈哈+|\?+)$)"
)
_SLIP = re.compile(r"^#?\d{1,4}[号、,\s]*\S{1,2}$|^\S{1,2}[\s#]*\d{1,4}$")
"""A number and a short word: a command mistyped, not a word on how something was done."""
_NUMBERED = ("tickets", "into", "parts")


_YES = re.compile(
    rf"(?:确认|是的?|对的?|好的?|可以|行|嗯+|ok|发吧?|发布|就这样发?|没问题|同意)(?:发吧?|发布|发出)?{TAIL}$"
)
_NO = re.compile(
    rf"(?:不对|不是(?:的|这样)?|不设|不要|不用|算了|取消|别设|不行|不可以|错了?|no|不){TAIL}(?:了|取消|不设了?|算了)?{TAIL}$"
)
_OF_REMINDERS = ("when", "room", "agreed")
_NAMES_ROOM = re.compile(r"群|栋|幢|号楼|期|全部|所有|都发|这里|这儿|大家")
_ROOM_LENGTH = 40
_PART_ALONE = re.compile(PART)
_MORE = re.compile(rf"(?:还有呢?|更多|下一?页|继续|翻页|后面的?|再看看?|往下看?|接着看?|还有哪些|more){TAIL}$")


def completed(
    args: dict[str, Any], missing: str, text: str, quoted: str, now: datetime | None = None
) -> dict[str, Any] | None:
    """The arguments with `missing` taken from the line; None when the line is no answer to that question."""
    segment = segment_of(read_line(text), quoted, now)
    if missing in _OF_REMINDERS:
        said = _of_reminder(segment, missing)
        return {**args, missing: said} if said else None
    slip = _SLIP.match(text.strip()) and missing not in _NUMBERED
    if slip and not (missing in ("until", "reason") and split(text, now).text):
        return None
    longest = LONGEST if missing == "text" else LONGEST_ANSWER
    if (not segment.folded and not segment.quotes) or len(segment.folded) > longest or segment.to_other:
        return None
    value = _value(segment, missing)
    if not value:
        return None
    reason = split(text, now).reason if missing == "until" else ""
    return {**({"reason": reason} if reason else {}), **args, missing: value}


def _of_reminder(segment: Segment, missing: str) -> str:
    """When, in which groups, or yes, no and what is to be different; "" when the line tells nothing of the kind."""
    folded, typed = segment.folded, segment.words(0)
    if segment.to_other or len(folded) > LONGEST_ANSWER:
        return ""
    if missing == "agreed" and (_YES.match(folded) or _NO.match(folded)):
        return "yes" if _YES.match(folded) else "no"
    if QUESTION.search(folded) or (_PUTS_OFF.match(folded) and missing != "when"):
        return ""
    tells_when = find_when(folded, segment.now) is not None or _PART_ALONE.fullmatch(folded) is not None
    tells_where = len(folded) <= _ROOM_LENGTH and _NAMES_ROOM.search(folded) is not None
    if missing == "when":
        return typed if tells_when else ""
    if missing == "room":
        return typed if tells_where else ""
    return typed if tells_when or tells_where else ""


def _value(segment: Segment, missing: str) -> Any:
    folded = segment.folded
    if missing in ("tickets", "into"):
        numbers = segment.tickets() if not folded or _NUMBERS.match(folded) else []
        return numbers if missing == "tickets" else (numbers[0] if len(numbers) == 1 else None)
    if missing == "parts":
        typed = segment.words(0)
        return parts_of(typed) if PARTS.match(typed) else None
    if missing in ("sure", "more"):
        return (_YES if missing == "sure" else _MORE).match(folded) is not None
    if (QUESTION.search(folded) and missing != "question") or _PUTS_OFF.match(folded):
        return None
    if missing == "until":
        return split(segment.words(0), segment.now).text
    if missing == "category":
        found = _CATEGORY.match(folded)
        return category_of(found["cat"]) if found else None
    if missing == "to":
        named = _NAME.match(folded)
        if named is None or not all(is_name(name) for name in re.split(r"[、和跟与@ ]+", named["to"]) if name):
            return None
        return segment.words(named.start("to"), named.end("to"))
    if missing == "text":
        return segment.lines(0)
    return segment.words(0) if len(folded) > 1 else None
