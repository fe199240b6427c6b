"""Command words typed with other characters of the same sound: "受里15", "12 伴结", "崔一下" under a card.

Input methods write them, so they are obeyed; but only right beside a number or under a card, when the rest of the line
is what stands around that command, and never for an announcement. An everyday word of that sound must stand alone with
its number. What is not sure enough is asked back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from handlers.commands.declare import Command
from handlers.commands.language.numbers import ANY
from handlers.commands.language.parsed import NONE, Parsed
from handlers.commands.language.segment import CLOSED, CONSULTS, FILL, QUESTION, SEP, Segment
from handlers.commands.language.sounds import Heard, Sounds
from handlers.commands.language.vocabulary import OFFICE

Read = Callable[[Segment], Parsed]

_FARTHEST = 60
"""A mistyped command word begins within so many characters."""
_NOT_OBEYED = frozenset({"announce", "undo", "help", "list_reminders", "cancel_reminder", "resend"})
_WITHOUT_NUMBER = frozenset({"list", "stats", "remind"})
_MORE = {
    "提醒": "remind",
    "并到": "merge",
    "改成": "reclassify",
    "搞定": "resolve",
    "弄好了": "resolve",
    "宽限": "postpone",
}
"""Words that no command is declared with."""
_EVERYDAY = frozenset(
    [
        "手里",
        "首例",
        "寿礼",
        "收礼",
        "受礼",
        "受力",
        "半截",
        "板结",
        "接受",
        "接收",
        "接案",
        "截收",
        "教给",
        "转包",
        "各自",
        "个子",
        "步伐",
        "不及",
        "不计",
        "大会",
        "纪录",
        "风采",
        "拆封",
        "裁缝",
        "采风",
        "充气",
        "冲开",
        "紧张",
        "进站",
        "进账",
        "近战",
        "警长",
        "抢手",
        "大夫",
        "大幅",
        "理想",
        "著名",
        "回复",
        "察看",
        "首位",
        "守卫",
        "小号",
        "展厅",
        "菜单",
        "手下",
        "往届",
        "换班",
        "撤消",
        "标记",
        "精度",
        "经度",
        "返回",
        "该机",
        "该类",
        "退党",
        "城堡",
        "承包",
        "晨报",
        "测绘",
        "清淡",
        "推辞",
        "审计",
        "省级",
        "生机",
        "一脚",
        "一角",
        "乡亲",
        "相亲",
        "险情",
        "三包",
        "保镖",
        "傍晚",
        "半碗",
        "管壁",
        "顺眼",
        "氧气",
        "养气",
        "分担",
        "核弹",
        "解手",
        "带班",
        "代办",
        "大班",
        "同级",
        "同机",
        "通缉",
        "班组",
        "班主",
        "体型",
        "体形",
        "提亲",
        "明令",
        "结下",
        "接客",
    ]
)
"""Ordinary words that sound like a command."""
_AFTER_NUMBER = re.compile(rf"{ANY}{FILL}*$")
_BEFORE_NUMBER = re.compile(rf"(?:了|一下|下|单|{SEP})*{ANY}")
_AT_START = re.compile(rf"{FILL}*$")
_GOES_ON = re.compile(
    rf"(?:了|吧|哈|嘛|啊|一下|下|掉|起)*(?:{SEP}|{ANY}|$)"
    rf"|[到给成为至由][^了过]|(?:{OFFICE})|[\d一两二三四五六七八九十半]+个?[天周月小]"
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """A command found by its sound, or the word to ask back with."""

    parsed: Parsed = NONE
    near: str = ""


class Mistyped:
    """Finds commands by the sound of their word. Built once from the catalogue."""

    def __init__(self, commands: Iterable[Command]) -> None:
        self._intents = {word: one.intent for one in commands for word in one.words if _is_chinese(word)}
        self._intents |= _MORE
        self._sounds = Sounds(self._intents)

    def read(self, segment: Segment, read: Read) -> Repaired:
        """The command with its word as it should be spelled, as `read` understands it."""
        if segment.to_other or QUESTION.search(segment.folded) or CONSULTS.search(segment.head):
            return Repaired()
        near = ""
        for heard in self._sounds.heard(segment.head[:_FARTHEST]):
            intent = self._intents[heard.word]
            if not self._is_placed(segment, heard, intent):
                continue
            parsed = NONE if self._is_doubtful(segment, heard, intent) else read(_spelled(segment, heard))
            if parsed.intent == intent and _is_sound(parsed):
                return Repaired(parsed)
            near = near or heard.word
        return Repaired(near=near)

    def _is_placed(self, segment: Segment, heard: Heard, intent: str) -> bool:
        """Does it stand where the command word would?"""
        before, after = segment.head[: heard.start], segment.head[heard.end :]
        leads = bool(_AT_START.match(before))
        if intent in _WITHOUT_NUMBER:
            return leads or intent == "remind"
        if not _GOES_ON.match(after):
            return False
        under_card = segment.quotes and not segment.refs and (leads or bool(re.search(rf"{SEP}$", before)))
        return bool(_AFTER_NUMBER.search(before) or (leads and _BEFORE_NUMBER.match(after)) or under_card)

    def _is_doubtful(self, segment: Segment, heard: Heard, intent: str) -> bool:
        """Must it be asked back, whatever it may have been?"""
        if intent in _NOT_OBEYED:
            return True
        if segment.head[heard.start : heard.end] not in _EVERYDAY:
            return False
        return not (
            _AT_START.match(re.sub(ANY, "", segment.head[: heard.start])) and CLOSED.match(segment.folded[heard.end :])
        )


def _is_sound(parsed: Parsed) -> bool:
    """Does the command have what it is about?"""
    if parsed.intent == "remind":
        return not parsed.missing and len(parsed.text("text")) > 1
    return bool(parsed.tickets) or parsed.intent in _WITHOUT_NUMBER


def _spelled(segment: Segment, heard: Heard) -> Segment:
    folded, shown = (
        f"{text[: heard.start]}{heard.word}{text[heard.end :]}" for text in (segment.folded, segment.shown)
    )
    return replace(segment, folded=folded, shown=shown)


def _is_chinese(word: str) -> bool:
    return len(word) > 1 and not word.isascii()
