"""Putting requests right: merging those of one matter, and changing the category."""

from __future__ import annotations

import re

from handlers.commands.language.numbers import ANY, MOST, NAMED
from handlers.commands.language.parsed import NONE, Parsed
from handlers.commands.language.segment import CONSULTS, FILL, QUESTION, SEP, TAIL, Segment, args_of
from handlers.commands.language.vocabulary import CATEGORY, category_of

_JOIN = (
    r"合并|并案|并单|合单|合到|合进|合成|合为|合一[下起个]|合在一[起块]|合起来|合了|合掉|并到|并入|并进|并给"
    r"|[并合](?:起来|进来|过来)|并成|并过去|合过去|并了|并掉|并一[下起块]|并在一[起块]|归并|归到|归入"
    r"|归一[起块]|合埋|[往朝].{0,2}里?[并合]|(?<!一)[并合](?=["
    r" ,]*[\ue000-\ue002])"
)
_SAME = (
    r"重复|重了|重叠|(?<=[\ue000-\ue002])就是(?=[\ue000-\ue002](?:[ ,]|$))|说的一[回码]?事|同一件事?|同一个"
    r"|同一单|同一回?事"
    r"|同一桩|一回事|一码事|一个事|一件事|一桩事|一样的?|算一[个件条单]"
    r"|是一[个件条]"
)
_JOIN_FIRST = re.compile(
    rf"{FILL}*+(?:(?:{_SAME})[了的 ,]*)?(?:{_JOIN})(?!基金|小区|账|同|理|适|规|法|格|不|难|且|没|排|发)"
)
_NUMBER_JOIN = re.compile(
    rf"{FILL}*+{ANY}(?:[^?{ANY[1:-1]}]{{0,12}}?(?:{_JOIN}|{_SAME})|(?:{FILL}|跟|和"
    rf"|与|留着|保留|不动|为主){{1,3}}{ANY}[^?{ANY[1:-1]}]{{0,8}}?(?:{_JOIN}|{_SAME}))(?!不|基金)"
)
_SAME_FIRST = re.compile(rf"{FILL}*+(?:重复(?:的|了|单)?|是?同一件事?|一回事){SEP}*{ANY}")
_INTO = re.compile(
    rf"(?:合并到|合并进|合并入|合并至|并到|并入|并进|并给|并|合到|合进|归到|归入|到|→|->|=>|进|入|至|保留|留下?|以"
    rf"|按|主单是?|主|归|跟着|往){SEP}*(?P<a>{ANY})"
    rf"|(?:跟|和|与|同){SEP}*(?P<c>{ANY})[^{ANY[1:-1]}]{{0,8}}?(?:并过去|合过去|合并|并案|并单)"
    rf"|(?P<b>{ANY})(?:那|这|个|单|条|张|{SEP})*(?:为准|为主|里面?|里头|保留|留着|留下|是主|当主|做主|作主|不动)"
)
_SEVERAL_INTO = re.compile(
    rf"{FILL}*+{ANY}(?:到|至|-|~){ANY}{FILL}*+(?:合并到|并入|并到|并进|合到|归到){SEP}*{ANY}{TAIL}$"
)
""" "51到53并入50"."""
_SAME_AS = re.compile(
    rf"{FILL}*+(?:(?:{_SAME})[了的]*{SEP}*)?(?:跟|和|与|同){SEP}*(?P<a>{ANY}){SEP}*(?:是|属于|其实"
    rf"|就)*(?:{_SAME}|{_JOIN})(?!的)"
)
_JOIN_ALONE = re.compile(rf"{FILL}*+(?:{_JOIN}){TAIL}$")
_KEEP_ONE = re.compile(
    rf"{FILL}*+{ANY}[^?]{{0,12}}?(?:保留|只留|留下?){SEP}*{ANY}(?:那|这|个|单|条|张|就行|{SEP})*{TAIL}$"
)
""" "12 15 留12那单"."""
_DOUBLE = re.compile(rf"{FILL}*+(?P<ref>{ANY})?{FILL}*+(?:是|属于)?(?:重复|重了)(?:的|了|单|{SEP})*{TAIL}$")
""" "12重复", "重复了" under a card: into which, is asked."""
_DOUBLE_OF = re.compile(
    rf"{FILL}*+(?P<double>(?:重复|重了)(?:的|了|{SEP})*)?(?:跟|和)?(?P<ref>{ANY})(?:那单|那个|里|早就|已经|就"
    rf"|都)*(?:有了?|报过|登记过?|提过|在办|说过)"
    rf"(?:了|{SEP})*(?P<join>{_JOIN})?{TAIL}$"
)
""" "重复了,8号已经有了" under a card: 8 stays."""
_TALK = re.compile(
    r"说的一样$|不同意|不是|不一样|不能|别|不要|不用|没必要|觉得|听说|如果|要是|怎么|为什么|基金|两个小区|说过|不合"
    r"|撤销|取消|拆|进来难|感觉|好像|可能|估计|怕是|会不会|应该不"
)


def merge(segment: Segment) -> Parsed:
    """ "#15 和 #12 重复,并到12", "合并 7 9 11 到 3", "23跟24是一件事 合了吧 以24为准", "并到#8" (card quoted)."""
    head = segment.head
    if segment.to_other or QUESTION.search(segment.folded) or CONSULTS.search(head) or _TALK.search(head):
        return NONE
    numbers = segment.numbers()
    if _SEVERAL_INTO.match(head) and len(numbers) == 3 and numbers[0] < numbers[1] <= numbers[0] + MOST:
        first, last, into = numbers
        return Parsed("merge", args_of([n for n in range(first, last + 1) if n != into], into=into), word="合并")
    if not numbers:
        there = segment.tickets()
        asked = _JOIN_ALONE.match(head) and re.search(r"合并|并案|并单|合单|[合并]一[下起]|[合并]了|[合并]过去", head)
        is_double = bool(there) and not segment.quoted_closed and _DOUBLE.match(head) is not None
        return (
            Parsed("merge", args_of(there, ["into"] if there else ["tickets", "into"]), word="合并")
            if asked or is_double
            else NONE
        )
    if segment.quotes and len(numbers) == 1 and (of := _DOUBLE_OF.match(head)) and (of["double"] or of["join"]):
        return Parsed("merge", args_of(segment.tickets(0, 0), into=numbers[0]), word="合并")
    if (double := _DOUBLE.match(head)) is not None and len(numbers) == 1 and double["ref"] != NAMED:
        return Parsed("merge", args_of(numbers, ["into"]), word="合并")
    if not (
        _KEEP_ONE.match(head)
        or _JOIN_FIRST.match(head)
        or _NUMBER_JOIN.match(head)
        or _SAME_AS.match(head)
        or _SAME_FIRST.match(head)
    ):
        return NONE
    return _into(segment, numbers)


def merged(segment: Segment) -> Parsed:
    """A line that is surely about merging, however it is said."""
    numbers = segment.numbers()
    if numbers:
        return _into(segment, numbers)
    return Parsed("merge", args_of(segment.tickets(), ["into"] if segment.quotes else ["tickets", "into"]), word="合并")


def _into(segment: Segment, numbers: list[int]) -> Parsed:
    into = _stays(segment, numbers)
    if into is None and segment.quotes and len(numbers) == 1 and _SAME_AS.match(segment.head):
        into = numbers[0]
    others = [number for number in numbers if number != into]
    if segment.quotes and not others and segment.quoted != into:
        others = segment.tickets(0, 0)
    if into is not None and others:
        return Parsed("merge", args_of(others, into=into), word="合并")
    if len(numbers) == 1 and (NAMED in segment.folded or not re.search(r"合并|并", segment.head)):
        return NONE
    return Parsed("merge", args_of(numbers, ["into"]), word="合并")


def _stays(segment: Segment, numbers: list[int]) -> int | None:
    """The number that stays, when the line says so; the last word counts."""
    for found in reversed(list(_INTO.finditer(segment.head))):
        group = next(name for name in ("a", "b", "c") if found[name])
        said = segment.numbers(found.start(group), found.end(group))
        if group == "a" and found.start() == 0 and not segment.quotes and not re.match(r"保留|留|以|按|主", found[0]):
            continue
        if len(said) == 1 and (len(numbers) > 1 or segment.quotes):
            return said[0]
        if len(said) > 1 and group == "b":
            return said[-1]
    return None


_CAT = rf"[“\"'「【\[]?(?P<cat>{CATEGORY})[”\"'」】\]]?(?:类别?|的?问题|类的|方面的?|那一?类|里头?|里面|里边)?"
_BECOMES = (
    r"(?:改成|改为|改到|改作|改类别?成?|改类别?为|改分类为?|改一?下?|调成|调为|调整[成为到]|调到|换成|换到"
    r"|挪到|移到|归到|放到|放进|列到|列入|编到|归为|归成|归入|归类[到为成]?|划到|划为|划归|放到|放进|按|转成"
    r"|转为|变更[成为]"
    r"|应该[是算归]|应[是为归]|应属于?|应当是|该是|该算|该归|算是|算作|算|属于|标成|标为|打成|类别[是为]?"
    r"|分类[是为]?|类型[是为]?|分到|纳入|归|改)"
)
_WRONG = (
    r"(?:(?:分类|类别|类型|标签)?(?:错了|不对|[分标归弄搞]错类别?了?|搞错了?|分错了?|弄错了?|标错了?|有误)"
    rf"|(?:的)?(?:分类|类别|类型|标签)|[分归写标弄搞列划](?:成|到|为)(?:{CATEGORY})类?(?:(?:搞|弄|分|是)?错[了的]?|不对|了))"
)
_NUMBER_BECOMES = re.compile(
    rf"(?:{_WRONG}|{FILL})*+(?P<ref>{ANY})?(?:{_WRONG}|{FILL}|从?(?:{CATEGORY})类?(?=[改调换转变]))*+"
    rf"(?P<verb>{_BECOMES}|这?是|(?<=类别)|(?<=分类)|(?<=按)){SEP}*(?:到|成|为|{SEP})*{_CAT}(?:的?{SEP}*(?:算"
    rf"|来算|走|处理|办|改一?下|改过来|更正一?下|调一?下))?(?:{SEP}*(?:而?不是|不算|不属于)(?:{CATEGORY})类?)?{TAIL}$"
)
_QUOTED_IS = re.compile(
    rf"(?:.{{0,3}}(?:不是|哪是|哪里是|咋个?是|怎么是)(?:{CATEGORY})[^ ,。]{{0,2}})?{SEP}*(?:这"
    rf"|那)?[个条单件]?(?:明明|分明"
    rf"|其实|应该|该|就)*(?:是|属于|算){SEP}*{_CAT}(?:的事情?|范围|上的事?|类的事)?{TAIL}$"
)
""" "这是充电桩的事", "咋个是卫生嘛,明明是邻里" under a card."""
_NOT_BUT = re.compile(
    rf"(?:{FILL})*+(?P<ref>{ANY})?(?:{FILL})*+(?:不是|不算|不属于|不该是|不应该?是|不能算)(?:{CATEGORY})?(?:类"
    rf"|的?问题)?{SEP}*"
    rf"(?:而是|应该是|应该算|应该归|是|算|属于|改成|改为|归){SEP}*{_CAT}{TAIL}$"
)
_VERB_FIRST = re.compile(
    rf"{FILL}*+(?:改类别?|改分类|改类型|重新分类|分类改|类别改|分类|归类|改标签){SEP}*(?:成|为"
    rf"|到)?{SEP}*{_CAT}{SEP}*(?P<ref>{ANY}){TAIL}$"
)
_VERB_NUMBER = re.compile(
    rf"{FILL}*+(?:改类别?|改分类|改类型|重新分类|分类|归类|改标签|改){SEP}*(?P<ref>{ANY}){SEP}*(?:成|为|到"
    rf"|改成|改为|是)?{SEP}*{_CAT}{TAIL}$"
)
_LACKS = re.compile(
    rf"{FILL}*+(?P<ref>{ANY})?{FILL}*+(?:改一?下?(?:分类|类别|类型)|改类别?|改分类|换个?(?:分类|类别)"
    rf"|重新分类|(?:分类|类别)(?:改一?下|不对|错了|有误|分错了|搞错了)|分错类?了|分类){SEP}*"
    rf"(?P<ref2>{ANY})?(?:的?(?:分类|类别))?{TAIL}$"
)


def reclassify(segment: Segment) -> Parsed:
    """ "#13改成消防通道", "19不是维修 是安全", "改类别 噪音 #26", "改成物业费" (card quoted), "32号改一下分类"."""
    head = segment.head
    if segment.to_other or QUESTION.search(segment.folded) or CONSULTS.search(head) or len(segment.folded) > 60:
        return NONE
    for pattern in (_NOT_BUT, _VERB_FIRST, _VERB_NUMBER, _NUMBER_BECOMES):
        found = pattern.match(head)
        if found is None or not (found["ref"] or segment.quotes):
            continue
        if pattern is _NUMBER_BECOMES and found["verb"].endswith("是") and found["ref"] == NAMED:
            continue  # "3号是消防": a gate, a building
        return Parsed("reclassify", args_of(segment.tickets(), category=category_of(found["cat"])), word="改类")
    is_card = segment.quotes and not segment.refs and not segment.quoted_closed
    if is_card and (found := _QUOTED_IS.match(head)) is not None:
        return Parsed("reclassify", args_of(segment.tickets(), category=category_of(found["cat"])), word="改类")
    return _lacking(segment)


def _lacking(segment: Segment) -> Parsed:
    found = _LACKS.match(segment.head)
    if found is None:
        return NONE
    tickets = segment.tickets()
    if not tickets and not re.match(rf"{FILL}*+改", segment.head):
        return NONE
    missing = ["category"] if tickets else ["tickets", "category"]
    return Parsed("reclassify", args_of(tickets, missing), word="改类")
