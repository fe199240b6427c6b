"""Taking reports out of a request: "拆分 12", "拆分 12 2、3", "把12的第2、3条分出来", "拆出2和3" (card quoted)."""

from __future__ import annotations

import re
import unicodedata

from handlers.commands.language.numbers import ANY, NAMED, numeral
from handlers.commands.language.parsed import NONE, Parsed
from handlers.commands.language.segment import CONSULTS, FILL, QUESTION, SEP, Segment, args_of

_SPLITS = r"拆分|分拆|拆单|分单|拆成(?:[两二2几多]|单独)(?:单|个|件|条)|拆开|拆出来?去?|分出来?去?"
_FIRM = re.compile(r"拆分|分拆|拆单|分单|拆成|拆出|分出来|分出去|拆开")
_PART = r"第?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:条|个反映|个)?"
_RANGE = re.compile(r"(\d{1,2})\s*(?:-|~|到|至)\s*(\d{1,2})")
_ONLY = re.compile(
    rf"(?:{_SPLITS}|{_PART}|{ANY}|{FILL}|到|至|和|跟|与|及|以及|条|反映|里面?|中|来|出来|一下|下|掉|了|单独|成|另外|另"
    rf"|立|作|为|一个|新|一单)++$"
)
_WITH_WORDS = re.compile(
    rf"{FILL}*+{ANY}{FILL}*+(?:拆分|分拆|拆单|分单|拆成[两二2几多](?:单|个|件|条))(?={SEP}+[^\d第{ANY[1:-1]}])"
)
""" "14拆成两单 一个灯 一个门": what they are about is seen when the reports are shown."""
PARTS = re.compile(rf"(?:{_PART}|{SEP}|到|至|和|跟|与|及|条|反映|就是?|是|拆|分|出来|的|吧)++$")
"""Nothing but which reports are meant."""

MOST_PARTS = 50


def split(segment: Segment) -> Parsed:
    """A line in which every word is known and one of them is a word for splitting."""
    text = segment.folded
    found = _WITH_WORDS.match(text)
    if found is not None and not segment.to_other and not QUESTION.search(text) and not CONSULTS.search(text):
        text, segment = text[: found.end()], segment.part(0, found.end())
    if segment.to_other or len(text) > 40 or QUESTION.search(text) or not _FIRM.search(text) or not _ONLY.match(text):
        return NONE
    said = _numbers(segment)
    if segment.quoted is None or said[:1] == [segment.quoted]:
        tickets, parts = said[:1], said[1:]
    else:
        tickets, parts = [segment.quoted], said
    if not tickets:
        alone = re.match(rf"{FILL}*+拆[分单]", text)
        return Parsed("split", args_of([], ["tickets"]), word="拆分") if alone else NONE
    if NAMED in text and not segment.quotes and re.search(r"拆开|分出去", text):  # "12号拆开": a day, and a thing
        return NONE
    return Parsed("split", args_of(tickets, parts=list(dict.fromkeys(parts))), word="拆分")


def parts_of(text: str) -> list[int]:
    """Which reports are meant by "2、3", "第2条和第4条", "2到4"."""
    return list(dict.fromkeys(_said(text)))


def _said(text: str) -> list[int]:
    """The numbers of a text in their order; the same one may be said twice, as a request's and as a report's."""
    spread = _RANGE.sub(lambda m: " ".join(map(str, _span(int(m[1]), int(m[2])))), text)
    said = (numeral(word) for word in re.findall(r"\d{1,6}|[一二三四五六七八九十]{1,3}", spread))
    return [number for number in said if number > 0][:MOST_PARTS]


def _span(first: int, last: int) -> range:
    return range(first, min(last, first + MOST_PARTS) + 1)


def _numbers(segment: Segment) -> list[int]:
    """All numbers of the line in the order they were said, those of requests and those of reports alike."""
    pieces = enumerate(re.split(f"({ANY})", segment.folded))
    return [
        number
        for at, piece in pieces
        for number in (_said(_digits(segment.refs[at // 2].words)) if at % 2 else _said(piece))
    ]


def _digits(words: str) -> str:
    return unicodedata.normalize("NFKC", words)
