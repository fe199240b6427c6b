"""A stretch of a line that may hold one command, with its request numbers marked, and the patterns all rules share."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from handlers.commands.language.line import Line
from handlers.commands.language.numbers import ANY, Ref, mark_numbers, number_of_card

STOPS = " ,.;:!~、。\uff0c\uff0e\uff1b\uff1a\uff01\uff5e"
"""Blanks and stops as they are typed, half and full width."""
_EDGES = re.compile(rf"^[{STOPS}—-]+|[{STOPS}—-]+$")
_LEAD = re.compile(rf"^[\s{STOPS}—-]+")

HEAD = 160
"""A command stands within so many characters; what follows belongs to its last argument."""

SEP = r"[ ,、。.;:!~/—…\-]"
_FILLERS = (
    r"麻烦你?|从(?=[\ue000-\ue002])|辛苦|劳驾|请|帮忙|帮我?们?|给我|把|将|这件?事情?|这[张]?单子?|这[条个件俩桩些]单?子?"
    r"|这[两几三四][条个单件桩]|那[条单件]|那个|该[单件]|此[单件]|本单"
    r"|目前|当前|给(?=[\ue000-\ue002](?:加|补|写|改|记)|立|结|销|关|催)|我方|物业方|上面[这那]?[个条]?|刚才?那[个条单]|单子?"
    r"|工单|诉求|我们这?边?|咱们?|俺们|业委会这?边?"
    r"|我?这边|我|先|就|也|都|全部|全都|全|统统|一起|一并|一块儿?|统一"
    r"|(?:昨天|今天|刚才|上午|下午|早上|前天)(?:的|那个|那条)|还是(?=派|转|给|让|交)"
    r"|[两三四五几]单|两个|仨|俩|现在|马上|立即|已经|已|可以|可|正式|予以|给予|那就|那|好的|好|行|ok|嗯+|哦|对"
    r"|确认|其实|直接|再|的|吧|哈|做|按|得行|要得|[中成妥](?=[ ,。])|没问题|收到|麻利儿?|麻溜儿?|赶紧|赶快|抓紧|快点儿?"
)
FILL = rf"(?>{SEP}|{_FILLERS})"
TAIL = (
    r"(?:了|啦|咯|喽|喔|哈|哦|噢|啊|呀|吧|嘛|呗|哒|的|掉|哟|噶|嗷|昂|哇|诶|欸|呦|滴|嗮|晒|起|一下|下|先|谢谢"
    r"|辛苦了?|就行|就好|即可|收到|来"
    r"|[ ,。.!~;:])*+"
)
CLOSED = re.compile(rf"{TAIL}$")
"""Nothing but particles and thanks up to the end."""

QUESTION = re.compile(
    r"(?:\?|吗|么|没有|没|不|没得|[行好可对中成]不[行好可对中成]|可不可以|可以不|要得不|怎么样|咋样|咋个样"
    r"|怎么看|咋看|怎么说|咋说|如何|谁来|给谁|什么意见|啥意见|意见呢|再说|再议|再定|再看)"
    r"[ ,。.!~啊呀哦嘛呢哈]*$"
)
"""The end of a line that asks people, or puts the matter off."""

CONSULTS = re.compile(
    r"要不要|是不是|该不该|能不能|可不可以|有没有必要|你们看|大家看|你看|大家[说觉]|你们[说觉]|怎么看|咋看"
    r"|商量|讨论一?下|的话|再决定|投票|表决一下|等.{0,6}再|谁去|哪个去|哪位|什么时候|啥时候|为什么|为啥"
    r"|凭什么|凭啥"
)
"""Words by which people consult each other."""

FIRST_CLAUSE = re.compile(rf"(?:{ANY}|{SEP})*(?:(?!{SEP}).)*")
"""The first clause that says something, with the number before it."""

_KINDLY = r"(?:记得|麻烦|请|要|就|再|到时候?|你)*"
_ME = (
    r"拍[个张几]{0,2}照?片?发?给?我(?!们?[了过])|发给?我(?!们?[了过])|给我发[个张几]{0,2}(?:照片|图|视频|消息|微信)"
    r"|(?:告诉|通知|[喊叫])我(?!们?[了过])|[跟和]我[说讲](?![了过])|给我(?:[说讲]|[回打][个一]?(?:电话|话|信))(?![了过])"
    r"|回我?个?(?:话|信|电话)(?![了过])|[说吱喊讲招呼]{1,2}我?一?声|(?:通知|知会)一声"
)
_ALL = r"拍[个张几]{0,2}照?片?发到?(?:群|大家)|在?群里[说吱喊讲]一?声|告诉大家"
WISH = re.compile(rf"{SEP}*{_KINDLY}(?:{_ME})|{_KINDLY}(?:{_ALL})")
"""What a neighbour is asked to do, right after the word for the end of the matter: "修好了拍照发我"."""
WISHED = re.compile(rf"(?:[了完好]|之?后){_KINDLY}(?:{_ME}|{_ALL})")
"""The same within a clause: "师傅到了跟我讲一声"."""


@dataclass(frozen=True)
class Segment:
    """`folded` and `shown` have the same length; `refs` are the runs of numbers in the order of their marks."""

    folded: str
    shown: str
    refs: tuple[Ref, ...]
    quoted: int | None = None
    quoted_closed: bool = False
    to_bot: bool = False
    to_other: str = ""
    now: datetime | None = None

    @cached_property
    def head(self) -> str:
        """The part in which a command is looked for."""
        return self.folded[:HEAD]

    def _refs(self, start: int, end: int | None) -> tuple[Ref, ...]:
        first = len(re.findall(ANY, self.folded[:start]))
        return self.refs[first : first + len(re.findall(ANY, self.folded[start:end]))]

    def numbers(self, start: int = 0, end: int | None = None) -> list[int]:
        """The request numbers said between two positions."""
        return list(dict.fromkeys(n for ref in self._refs(start, end) for n in ref.numbers))

    def words(self, start: int, end: int | None = None) -> str:
        """What was typed between two positions in one line, without separators at its ends."""
        return _EDGES.sub("", " ".join(self._typed(start, end).split()))

    def lines(self, start: int, end: int | None = None) -> str:
        """The same with its line breaks, as it is to be said to others."""
        kept = (" ".join(line.split()) for line in self._typed(start, end).splitlines())
        return _LEAD.sub("", "\n".join(kept)).strip()

    def _typed(self, start: int, end: int | None) -> str:
        refs = iter(self._refs(start, end))
        return re.sub(ANY, lambda _: next(refs).words, self.shown[start:end])

    def tickets(self, start: int = 0, end: int | None = None) -> list[int]:
        """The numbers said between two positions, or else the quoted card's."""
        return self.numbers(start, end) or ([self.quoted] if self.quoted is not None else [])

    def part(self, start: int, end: int | None = None) -> Segment:
        """The segment between two positions."""
        return replace(self, folded=self.folded[start:end], shown=self.shown[start:end], refs=self._refs(start, end))

    @property
    def quotes(self) -> bool:
        """Was a card with a number quoted?"""
        return self.quoted is not None


_MERGES = re.compile(r"合并|合到|合进|并到|并入|并进|归并")
_CLOSED_CARD = re.compile(r"已办结|已结|办结了|已完成|已关闭|已关单|已解决|不予受理|已答复|已驳回|已撤回|已合并")


def segment_of(line: Line, quoted: str, now: datetime | None) -> Segment:
    """The whole line as one segment."""
    folded, shown, refs = mark_numbers(line.folded, line.shown, ranges=not _MERGES.search(line.folded[:HEAD]))
    return Segment(
        folded=folded,
        shown=shown,
        refs=refs,
        quoted=number_of_card(quoted),
        quoted_closed=bool(_CLOSED_CARD.search(quoted[:600])),
        to_bot=line.to_bot,
        to_other=line.to_other,
        now=now,
    )


def args_of(
    tickets: list[int] | None = None, missing: tuple[str, ...] | list[str] = (), **others: Any
) -> dict[str, Any]:
    """Arguments without the empty ones; `tickets` stays when it is a list."""
    args: dict[str, Any] = {} if tickets is None else {"tickets": tickets}
    args |= {name: value for name, value in others.items() if value}
    if missing:
        args["missing"] = list(missing)
    return args
