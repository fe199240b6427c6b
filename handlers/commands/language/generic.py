"""The forms that every declared command understands: "12 办结 已清运", "办结12", "车挪走了,12办结", "办结"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from handlers.commands.declare import Command
from handlers.commands.language.numbers import ANY, NAMED, STRONG
from handlers.commands.language.parsed import NONE, Parsed
from handlers.commands.language.segment import (
    CLOSED,
    CONSULTS,
    FILL,
    QUESTION,
    SEP,
    STOPS,
    TAIL,
    WISH,
    Segment,
    args_of,
)

_GLUE = re.compile(r"(?:着(?=[ ,。]|$)|了|吧|一下|下|啦|咯|哈|掉|哦|啊)*+")
_STILL_TALK = re.compile(
    r"的|之|前|后|以后|时|率|可惜|给谁|了?伤疤|要|需|得|不|没|吗|么|过|是|比|难|流程|标准|条件|手续|材料|单子"
    r"|数|也|还|可以"
    r"|能|会|才|就|再|我|你|他|她|谁|哪|怎|也行|意见|通知书?|结果|权|人|这种|这个|那|什么"
)
"""What follows a word directly when the line talks about the matter instead of commanding it."""

_AT_TALK = re.compile(
    r"你们|大家|觉得|怎么|谁|哪|如果|要是|假如|万一|等|别|不要|没说|想|要不|是不是|能不能|应该|早该|该"
    r"|希望|建议|什么时候|啥时候|何时|昨天说|听说|据说|难道|不同意|反对|我说|他说|她说|问|取消|撤销|撤回"
)
_NOT_YET = re.compile(
    r"(?:没有?|不|未|别|无法|不?能|难|才|怎么|会|将|要|想|等|准备|打算|争取|预计|计划|尽快|马上就|快"
    r"|差不多|待|可能|估计|基本|明[天早晚日]|后天|下周.?|今晚|月底|之前|前)$"
    r"|明[天早晚日]|后天|下周|下个?月|预计|争取|计划|准备|打算|几点|几时|哪天|多久"
)
_REFUSED = re.compile(r"(?:没有?|不|未|别|无法|不用|不要|先)$")
_REPORTED = re.compile(rf"说{SEP}*{ANY}{SEP}*$")
_BREAK = re.compile(rf"(?:{SEP}|{ANY}){FILL}*$")
_EVERYDAY = re.compile(
    r"完成|完结|完工|办完|处理完成?|处理|解决|关闭|打开|重启|激活|返工|收尾|归档|更新|补充|记录|说明|标注"
    r"|反馈|同步|跟进"
    r"|恢复|暂停|推迟|延后|顺延|搁置"
    r"|接手|签收|立项|拒绝|升级|上报|查询|列表|汇总|催促|催|答复|退回|打回"
)
"""Words of commands that people also say of any day's work."""

_MAIN = re.compile(r"办结|结案|结单|销单|关单|办讫")
"""Words of the end that nobody says by the way."""
_READ_ELSEWHERE = frozenset({"split", "prioritise"})
"""Commands whose words people also say of anything: each has a rule of its own."""

_NOT_FOLLOWED_BY = {"答复": re.compile(r"来|出|给|书|期|函|中|业主们?|居民|他们|我们|内容")}
"""What follows these words directly when the line tells of an answer instead of giving one: "#12 答复来了"."""

_BECAUSE = re.compile(rf"^(?:[{STOPS}]*(?:(?:理由|原因|说明|备注|结果)(?:是|为)?)?[{STOPS}]*)(?:因为|由于)?")


class Generic:
    """The declared words as a grammar. Built once from the catalogue; keeps nothing of the lines it reads."""

    def __init__(self, commands: Iterable[Command]) -> None:
        self._by_word: dict[str, Command] = {}
        self._weak: set[str] = set()
        self._telling: set[str] = set()
        for one in commands:
            if "tickets" not in one.requires or one.intent in _READ_ELSEWHERE:
                continue
            for word in (*one.words, *one.says, *one.tells):
                self._by_word |= dict.fromkeys((word, *_parted(word)), one)
            self._weak.update(one.says, one.tells)
            self._telling.update(one.tells)
        firm = (word for word in self._by_word if word not in self._weak and len(word) > 1)
        self._firm = re.compile(rf"(?:{'|'.join(map(re.escape, firm))})(?={SEP}|了|$)")
        word = f"(?P<word>{'|'.join(sorted(map(re.escape, self._by_word), key=len, reverse=True))})"
        lead = f"(?:收到|(?!{word.replace('?P<word>', '?:')}){FILL})*+"
        self._number_first = re.compile(rf"{lead}(?P<ref>{ANY}){lead}{word}")
        self._word_first = re.compile(rf"{lead}{word}(?:了|吧|哈|啊|哦|一下|下|掉|单子?|:|{SEP})*+(?P<ref>{ANY})")
        self._word_alone = re.compile(rf"{lead}{word}")
        self._missing = re.compile(
            rf"(?:已经|已|我要|要|请|帮我|麻烦|{SEP})*+{word}(?:一下|下|单子?|工单|诉求|案子|如下|{SEP})*"
            rf"(?:{SEP}+(?:理由|原因)(?:是|为)?{SEP}*(?P<why>.+))?$"
        )
        self._reason_word_number = re.compile(
            rf"(?P<why>[^{ANY[1:-1]}]{{2,20}}?){SEP}+{lead}{word}{SEP}*(?P<ref>{ANY}){TAIL}$"
        )
        self._word_last = re.compile(rf"{word}(?!的){TAIL}$")

    def read(self, segment: Segment) -> Parsed:
        """The command in one of the common forms, or NONE."""
        head = segment.head
        if segment.to_other:
            return NONE
        found = self._number_first.match(head) or self._word_first.match(head)
        if found is None and segment.quotes:
            found = self._word_alone.match(head)
            if found is not None and segment.refs and not self._numbers_are_its_words(found):
                found = None
        if found is not None:
            return self._word_then_rest(segment, found) or self._reason_first(segment)
        if not segment.refs and not segment.quotes and (found := self._missing.match(head)) is not None:
            declared = self._by_word[found["word"]]
            if found["word"] not in self._weak and "tickets" in declared.requires:
                return _made(declared, [], segment.words(*found.span("why")) if found["why"] else "")
        return self._reason_first(segment)

    def _word_then_rest(self, segment: Segment, found: re.Match[str]) -> Parsed:
        """ "12 办结 已清运": `found` ends with the word or the number; the rest of the line is the argument."""
        declared, word = self._by_word[found["word"]], found["word"]
        mark = found.groupdict().get("ref") or ""
        glue = _GLUE.match(segment.folded, found.end())
        start = glue.end() if glue else found.end()
        told = segment.folded[start:]
        if self._is_talk(segment, found, mark, told) or (not mark and self._needs_closed_card(segment, word)):
            return NONE
        argument = _BECAUSE.sub("", segment.words(start))
        if word in self._telling:
            itself = segment.words(found.start("word"), found.end("word"))
            after_number = segment.words(found.end()) if found.end() != found.end("word") else ""
            argument = f"{itself},{after_number}" if after_number else segment.words(found.start("word"))
            argument = itself if CLOSED.match(told) else argument
        tickets = segment.tickets(found.start("ref"), found.end("ref")) if mark else segment.tickets(0, 0)
        return _made(declared, tickets, argument)

    def _is_talk(self, segment: Segment, found: re.Match[str], mark: str, told: str) -> bool:
        """Does what follows the word show that the line only talks about the matter?"""
        declared, word = self._by_word[found["word"]], found["word"]
        closed = bool(CLOSED.match(told))
        direct = bool(told) and not re.match(SEP, told)
        if QUESTION.search(segment.folded) or CONSULTS.search(segment.head[found.end() :]) or told.startswith(word):
            return True
        if not _MAIN.fullmatch(word) and declared.intent == "resolve" and WISH.match(told):
            return True
        if direct and re.match(r"\d|百分", told) and found.end() == found.end("word"):
            return True
        if direct and found.end() == found.end("word") and _STILL_TALK.match(told):
            return True
        if direct and (talked := _NOT_FOLLOWED_BY.get(word)) is not None and talked.match(told):
            return True
        if mark == NAMED and ((direct and word in self._weak) or self._names_a_day(found)):
            return True
        if not closed and (declared.rest == "to" or (direct and (not declared.rest or len(word) == 1))):
            return True
        return self._is_other(declared, told)

    def _names_a_day(self, found: re.Match[str]) -> bool:
        """ "12号完成", "15号关闭通道": an everyday verb after what may be a date, unless it tells of the past."""
        after = found.string[found.end("word") :]
        past = re.match(rf"(?:好|完)?了|:|{SEP}+[^ ,]{{0,6}}(?:签了?字|验收|试过|认可|满意)", after) and found[
            "word"
        ] not in ("拒绝", "退回", "打回")
        plan = found["word"] in self._telling and not re.search(r"了|已|毕|不|误|无", found["word"])
        return bool((plan or _EVERYDAY.fullmatch(found["word"])) and not past and re.match(ANY, found.string))

    def _reason_first(self, segment: Segment) -> Parsed:
        """ "#12 又坏了 重开", "17超期了 加急", "误报了,#34 作废", "#8 电梯修好了"."""
        head = segment.head
        if len(segment.refs) > 1 or len(segment.folded) > 60 or QUESTION.search(head) or CONSULTS.search(head):
            return NONE
        named = self._reason_word_number.match(head)
        if named is not None:
            return self._reason_before(segment, named)
        found = self._word_last.search(head, 1)
        if found is None:
            return NONE
        declared, word = self._by_word[found["word"]], found["word"]
        if (talked := _NOT_FOLLOWED_BY.get(word)) is not None and talked.match(head[found.end("word") :]):
            return NONE
        before = head[: found.start("word")]
        ref = re.search(ANY, before)
        if (
            declared.rest in ("", "to")
            or (ref is None and not segment.quotes)
            or self._is_told(declared, word, before, ref)
        ):
            return NONE
        if ref is None and self._needs_closed_card(segment, word):
            return NONE
        number_leads = ref is not None and ref.start() == 0
        start = ref.end() if ref and number_leads else 0
        end = found.end("word") if word in self._telling else found.start("word")
        if ref and not number_leads:
            end = ref.start()
        return _made(declared, segment.tickets(), segment.words(start, end))

    def _reason_before(self, segment: Segment, found: re.Match[str]) -> Parsed:
        """ "车挪走了 办结 12"."""
        declared, word = self._by_word[found["word"]], found["word"]
        if not declared.rest or declared.rest == "to" or word in self._weak:
            return NONE
        if _AT_TALK.search(found["why"]) or self._firm.search(found["why"]) or _REFUSED.search(found["why"]):
            return NONE
        return _made(declared, segment.tickets(), segment.words(found.start("why"), found.end("why")))

    def _is_told(self, declared: Command, word: str, before: str, ref: re.Match[str] | None) -> bool:
        """Does what stands before the word show that it is not meant as a command?"""
        if before.endswith("的") or _REPORTED.search(before):  # "不满意12的答复", "师傅说12修好了"
            return True
        clean_break = bool(_BREAK.search(before[1:]))
        if not clean_break and (word not in self._telling or (ref and ref[0] == NAMED)):
            return True
        if ref and ref[0] == NAMED and ref.start() > 0 and _EVERYDAY.fullmatch(word):
            return True
        if ref and ref[0] != STRONG and ref.start() > 0 and not clean_break:
            return True
        if (
            _AT_TALK.search(before)
            or _REFUSED.search(before)
            or (declared.intent != "reopen" and self._firm.search(before))
        ):
            return True
        return declared.intent == "resolve" and bool(_NOT_YET.search(before))

    def _numbers_are_its_words(self, found: re.Match[str]) -> bool:
        """Under a card a number far behind the word belongs to what is told: "备注:门牌 138"."""
        told = found.string[found.end() :]
        apart = re.match(SEP, told) and not re.match(rf"{SEP}*{ANY}", told)
        return bool(
            apart and found["word"] not in self._weak and self._by_word[found["word"]].rest in ("note", "reason")
        )

    def _needs_closed_card(self, segment: Segment, word: str) -> bool:
        """ "又坏了" reopens only what the quoted card says was closed."""
        return self._by_word[word].intent == "reopen" and word in self._weak and not segment.quoted_closed

    def _is_other(self, declared: Command, told: str) -> bool:
        """Is what follows nothing but another command's word: "受理 12,13办结"?"""
        found = self._word_last.match(told.lstrip(" ,"))
        return found is not None and self._by_word[found["word"]].intent != declared.intent


def _parted(word: str) -> Iterator[str]:
    """ "结案" is also said as "结个案", "派单" as "派一下单"."""
    if len(word) == 2 and word[1] in "案单项号档":
        for between in ("个", "一个", "了", "一下", "下"):
            yield f"{word[0]}{between}{word[1]}"


def _made(declared: Command, tickets: list[int], argument: str) -> Parsed:
    args = args_of(tickets)
    if declared.rest and argument:
        args[declared.rest] = argument
    missing = [name for name in declared.requires if not args.get(name)]
    return Parsed(declared.intent, args | args_of(missing=missing), word=declared.word)
