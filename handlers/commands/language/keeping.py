"""What is done to a reminder that is set: "暂停提醒 2", "提醒 2 恢复", "改提醒 2 20:00", "补发提醒 2"."""

from __future__ import annotations

import re
from typing import Final

from handlers.commands.language.numbers import ANY
from handlers.commands.language.parsed import NONE, Parsed
from handlers.commands.language.segment import FILL, QUESTION, SEP, TAIL, Segment, args_of

_DEEDS: Final = {
    "pause_reminder": ("暂停提醒", r"暂停|先停|停一停"),
    "resume_reminder": ("恢复提醒", r"恢复|继续|重启|启用"),
    "repeat_reminder": ("补发提醒", r"补发|重发|再发"),
    "change_reminder": ("改提醒", r"修改|更改|改一下|改|调整|换"),
}
_VERBS = "|".join(f"(?P<{intent}>{words})" for intent, (_, words) in _DEEDS.items())
_NUMBER = rf"(?:第|编号|{SEP})*(?P<ref>{ANY})(?:个|条|号)?"
_VERB_FIRST = re.compile(rf"{FILL}*?(?:{_VERBS})(?:一?下|掉)?{SEP}*(?:定时)?提醒(?:{_NUMBER})?")
_NUMBER_FIRST = re.compile(rf"{FILL}*?(?:定时)?提醒{_NUMBER}{SEP}*(?:{_VERBS})")
_CLOSED = re.compile(rf"{TAIL}$")


def keep_reminder(segment: Segment) -> Parsed:
    """Pausing, resuming, changing or saying again a reminder, by its number or, without one, the only one."""
    if segment.to_other or "提醒" not in segment.head or QUESTION.search(segment.folded):
        return NONE
    found = _VERB_FIRST.match(segment.head) or _NUMBER_FIRST.match(segment.head)
    if found is None:
        return NONE
    intent = next(intent for intent in _DEEDS if found[intent])
    rest = segment.words(found.end())
    changes = intent == "change_reminder"
    if not changes and not _CLOSED.match(segment.folded[found.end() :]):
        return NONE
    if changes and not found["ref"]:
        return NONE
    numbers = segment.numbers(found.start(), found.end())
    return Parsed(intent, args_of(numbers or None, text=rest if changes else ""), word=_DEEDS[intent][0])
