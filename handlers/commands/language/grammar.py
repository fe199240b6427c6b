"""A typed line into commands: the rules in the order they are tried, and several commands in one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from handlers.commands.declare import Catalogue
from handlers.commands.language.announcing import announce
from handlers.commands.language.asking import ask, show
from handlers.commands.language.campaigning import campaigns
from handlers.commands.language.generic import Generic
from handlers.commands.language.giving import assign
from handlers.commands.language.guessing import Guessing
from handlers.commands.language.helping import Help
from handlers.commands.language.inferring import infer_progress, infer_reopening
from handlers.commands.language.keeping import keep_reminder
from handlers.commands.language.line import read_line
from handlers.commands.language.mistyped import Mistyped
from handlers.commands.language.near import near_word
from handlers.commands.language.numbers import ANY
from handlers.commands.language.parsed import NONE, Parsed
from handlers.commands.language.pausing import dated, inquire
from handlers.commands.language.postponing import postpone
from handlers.commands.language.pressing import escalate, urge
from handlers.commands.language.reminding import cancel_reminder, list_reminders, remind
from handlers.commands.language.segment import SEP, Segment, segment_of
from handlers.commands.language.silencing import lift_silence, silence
from handlers.commands.language.sorting import merge, reclassify
from handlers.commands.language.splitting import split
from handlers.commands.language.taking import accept, resume
from handlers.commands.language.undoing import undo
from handlers.commands.language.urgency import prioritise

Rule = Callable[[Segment], Parsed]

_NEXT = re.compile(rf"(?:{SEP}|然后|另外|还有|同时|再把|再|把)+(?P<next>(?:把)?{ANY})")
_THEN = re.compile(
    r"[ ,,;;。]+(?:然后|再|并且|并|同时|顺便|麻烦)?(?=派|指派|转给|转|交给|安排|催|改成|改为|改类|改急|升级|上报)"
)
_LEFT_OPEN = re.compile(
    rf"{SEP}+(?:但是?|不过|至于|另外)?{SEP}*{ANY}(?:那个|这个|那条|这条|{SEP})*"
    r"(?=再等|等等|等一|再看|再说|再放|再缓|再议|先不|先别|先放|先等|先缓|先留|还没|还在|还得|还要|还不|还差"
    r"|暂时|暂缓|暂不|没|不急|缓|放一放"
    r"|留着|继续|明天再|回头|待定|不动|别动|下次)"
)
""" "8、9搞定了,11再等等": what is said of a further request is no command, and no word on the first ones."""

_KEEPING = frozenset(
    {"pause_reminder", "resume_reminder", "repeat_reminder", "change_reminder", "silence", "lift_silence"}
    | {"list_campaigns", "start_campaign", "stop_campaign"}
)
_LONG = frozenset(
    {"announce", "remind", "list", "stats", "help", "list_reminders", "cancel_reminder", "undo", *_KEEPING}
)
_FIRST_OF_TWO = frozenset({"accept", "reclassify", "assign", "reopen", "escalate"})
MOST_COMMANDS = 8


class Grammar:
    """Reads lines; built once from the declared commands. Keeps nothing between lines."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._words: Sequence[str] = [word for one in catalogue for word in one.words]
        self._main_words = [one.word for one in catalogue]
        self._rules: Sequence[Rule] = (
            undo, inquire, list_reminders, keep_reminder, cancel_reminder, remind, lift_silence, silence, campaigns,
            announce, Help(self._words), ask, merge, split, reclassify, prioritise, show, escalate, assign, urge,
            postpone, resume, accept, dated(Generic(catalogue).read), infer_reopening, infer_progress,
        )  # fmt: skip
        self._mistyped = Mistyped(catalogue)
        self._guessing = Guessing(catalogue)

    def parse(self, text: str, *, quoted: str = "", now: datetime | None = None) -> Parsed:
        """What the line asks for; a falsy Parsed when it is talk. Never raises, whatever the text."""
        line = read_line(text)
        if not line.folded:
            return NONE
        segment = segment_of(line, quoted, now)
        parsed = self._but_for_the_rest(segment) or self._several(segment)
        if parsed and parsed.intent != "progress":  # how it goes may be told behind a mistyped word: "20半结 灯已换"
            return parsed
        repaired = self._mistyped.read(segment, self._several)
        if repaired.parsed or parsed:
            return repaired.parsed or parsed
        near = repaired.near or near_word(segment, self._main_words)
        return replace(NONE, near=near) if near else self._guessing.read(segment)

    def _one(self, segment: Segment) -> Parsed:
        return next((found for rule in self._rules if (found := rule(segment))), NONE)

    def _but_for_the_rest(self, segment: Segment) -> Parsed:
        """The command before something that is left as it is, or NONE."""
        rest = _LEFT_OPEN.search(segment.head, 1)
        first = self._several(segment.part(0, rest.start())) if rest else NONE
        return first if _whole(first) else NONE

    def _several(self, segment: Segment) -> Parsed:
        """The first command of the line with the further ones in `also`."""
        whole = self._one(segment)
        if whole.intent in _LONG or (whole.intent == "merge" and len(segment.refs) < 3):
            return whole
        cuts = [found.start("next") for found in _NEXT.finditer(segment.head) if found.start() > 0][:MOST_COMMANDS]
        commands, start = [], 0
        for cut, end in zip(cuts, [*cuts[1:], None], strict=False):
            first, second = self._one(segment.part(start, cut)), self._one(segment.part(cut, end))
            if _whole(first) and _whole(second):
                commands.append(first)
                start = cut
        if commands:
            last = self._one(segment.part(start))
            return _joined([*commands, last]) if _whole(last) else whole
        return self._same_again(segment, whole)

    def _same_again(self, segment: Segment, whole: Parsed) -> Parsed:
        """ "12受理,派给小何": a second verb for the same number."""
        for cut in _THEN.finditer(segment.head):
            first = self._one(segment.part(0, cut.start()))
            if first.intent not in _FIRST_OF_TWO or not _whole(first):
                continue
            rest = segment.part(cut.end())
            if rest.refs:
                continue
            second = self._one(replace(rest, quoted=first.tickets[0]))
            if _whole(second) and second.intent != first.intent:
                second = replace(second, args=second.args | {"tickets": first.tickets})
                return _joined([first, second])
        return whole


def _whole(parsed: Parsed) -> bool:
    return bool(parsed) and "tickets" in parsed.args and bool(parsed.tickets) and parsed.intent not in _LONG


def _joined(commands: Sequence[Parsed]) -> Parsed:
    also = [{"intent": one.intent, "args": one.args} for one in commands[1:]]
    return replace(commands[0], args={**commands[0].args, "also": also}, also=tuple(commands[1:]))
