"""Request numbers in a line: "#12", "12号", "8、9和11", "12到15号", "十二号". Dates, floors and amounts are none.

A run of numbers is replaced by one private character, so that the grammar sees "⟨number⟩派给小何".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

STRONG, NAMED, BARE = "\ue000", "\ue001", "\ue002"
"""What stands for "#12", for "12号" (could be a date or a door) and for "12"."""
ANY = f"[{STRONG}{NAMED}{BARE}]"
MOST = 50
"""More numbers than that in one go are a slip, not a wish."""

_CHINESE = "零〇一二两三四五六七八九十百"
_NUMERAL = rf"(?:\d{{1,6}}|[{_CHINESE}]{{1,6}})"
_LABEL = r"(?:#|no\.?|工单号?|单号|编号|诉求|单子|第)"
_TOKEN = re.compile(
    rf"(?P<label>{_LABEL}\s?:?\s?)?(?P<number>{_NUMERAL})(?P<after>\s?号(?:单子?|工单|诉求|案子?)(?!元)"
    rf"|\s?单(?!元|位|独|身)|\s?号)?"
)
_MEASURE = re.compile(
    r"\s?(?:点(?!位|名)|时(?!间)|分(?!给|派|配|到|类|错|成)|秒|刻|月|日|天(?!花|桥|台)|周|星期|礼拜|年|岁|元(?!旦)|块|万|千|百|亿|毛|角|人(?!家|员|行)|户(?!主|外)"
    r"|家(?!里|中|长|属|人)|位(?!置|于|子)|名(?!单|字)|个|次|条(?!件)|件|份"
    r"|张(?!工|师|经|姐|哥|主|老|阿|叔|总|队|班|三)|辆|台(?!阶|风|账)|部(?!分|门)|米|公分|厘米|层|度|瓦|吨|斤|公里|小时|期(?!限)|届"
    r"|票|%|℃|折|倍|寸|级|箱|只(?!有|能|是|剩|要)|根(?!本|据)"
    r"|棵|盏|间|套|段|页|盆|包|桶|遍|轮|批|处(?!理|于|置)|笔|趟|场|扇|多|几|余|平(?!台|时|安|整)|栋|幢|座|单元|室|楼(?!道|梯|顶|上|下)|门(?!口|禁|锁|机"
    r"|铃|把|闸|板)"
    r"|种(?!树|草|花|上|了)|项|组|比(?!较|以)|:\d|\.\d|/\d|(?!ok)[a-z])"
)
_AFTER_REMINDER = re.compile(
    r"\s?(?:取消|删除?|停掉?|不要|不用|撤销?|暂停|恢复|补发)(?:了|吧|掉|哈|,删|,取消)*(?:[ ,。]|$)"
)
_CANCELS = re.compile(r"(?:取消|删除?|撤销?|停掉?|暂停|恢复|补发)(?:掉|了|那个)?(?:定时)?提醒$")
""" "提醒二取消", "取消提醒二": of numerals of one sign only those of reminders are surely numbers."""
_BUILDING = re.compile(r"\s?(?:栋|幢|座|单元|号楼|楼(?!道|梯|顶|上|下))")
_DOOR_OR_DATE = re.compile(
    r"楼(?!道|梯|顶)|栋|幢|座|单元|室|门|院|库|车位|车库|车|桌|线|电梯|梯|桩|路|岗|店|铺|文|房|地块|厅|机"
    r"|井|泵|箱|柜|那家|那户|家|户|业主"
    r"|\s?(?:晚|早|上午|下午|中午|凌晨|之前|以前|前|之后|以后|后|左右|开始|开会|到期|那天|当天|周|星期|\(|\d)"
)
_CONTINUES = re.compile(r"[\d.月周负初双a-z]$|\d:$|大年$|(?:^| )年$|[\d一二两三四五六七八九十]点$")
_HOTLINES = frozenset({110, 119, 120, 122, 12315, 12319, 12345, 12369})
_BETWEEN = re.compile(r"\s*(?:[、,&+/ ]|和|跟|与|及|以及|还有|同|连同)?\s*#?$")
_TIGHT = re.compile(r"\s*(?:[、&+/]|和|跟|与|及|-|~|—|到|至)\s*$")
_RANGE = re.compile(r"\s*(?:-|~|—|到|至)\s*$")


@dataclass(frozen=True, slots=True)
class Ref:
    """A run of request numbers, in the order they were said, and the words it was said with."""

    numbers: tuple[int, ...]
    words: str


@dataclass(slots=True)
class _Run:
    start: int
    end: int
    numbers: list[int]
    mark: str


def numeral(text: str) -> int:
    """The value of "12" or "十二" (below 1,000); -1 when it is not a number."""
    if text.isdigit():
        return int(text)
    total = digit = 0
    for c in text:
        if c in "十百":
            total += (digit or 1) * (10 if c == "十" else 100)
            digit = 0
        else:
            value = "零一二三四五六七八九".find({"〇": "零", "两": "二"}.get(c, c))
            if value < 0 or digit:
                return -1
            digit = value
    return total + digit


def mark_numbers(folded: str, shown: str, *, ranges: bool = True) -> tuple[str, str, tuple[Ref, ...]]:
    """Both texts with every run of request numbers replaced by its mark, and the runs.

    With `ranges=False` "15到12" are two runs, not a range: that is how a merge is said.
    """
    runs: list[_Run] = []
    broken = -1  # the end of a run that a door or an hour followed: "3、5栋"
    for token in _TOKEN.finditer(folded):
        mark = _mark(folded, token)
        last = runs[-1] if runs else None
        gap = folded[last.end : token.start()] if last else ""
        if not mark:
            if last and last.mark == BARE and _TIGHT.fullmatch(gap) and token["number"].isdigit():
                runs.pop()
                broken = token.end()
            continue
        value = numeral(token["number"])
        if last and ranges and _RANGE.fullmatch(gap):
            if last.numbers[-1] < value <= last.numbers[-1] + MOST:
                last.numbers.extend(range(last.numbers[-1] + 1, value + 1))
                last.end, last.mark = token.end(), min(last.mark, mark)
                continue
        elif last and _BETWEEN.fullmatch(gap) and broken != last.end:
            last.numbers.append(value)
            last.end, last.mark = token.end(), min(last.mark, mark)
            continue
        runs.append(_Run(token.start(), token.end(), [value], mark))
    return _replace(folded, shown, [run for run in runs if len(run.numbers) <= MOST])


def _mark(folded: str, token: re.Match[str]) -> str:
    """How surely the token is a request number; "" when it is something else."""
    label, number, after = token["label"] or "", token["number"], token["after"] or ""
    rest = folded[token.end() :][:6]
    value = numeral(number)
    if value <= 0 or (not label and _CONTINUES.search(folded[max(0, token.start() - 2) : token.start()])):
        return ""
    if after.strip() == "号" and _DOOR_OR_DATE.match(rest):
        return ""
    if not after.strip() and (_BUILDING.match(rest) or (not label and (rest.startswith("#") or _MEASURE.match(rest)))):
        return ""
    if not label and after.strip() == "单":  # "两单", "收了12单" count them; "12单" in front names one
        return BARE if number.isdigit() and not folded[: token.start()].strip(" ,。@") else ""
    if label.strip(" :") == "第":
        return NAMED if after else ""
    if label or after.strip() not in ("", "号"):
        return STRONG if number.isdigit() or label.strip(" :") != "诉求" else ""
    if after:
        return NAMED if value < 10_000 else ""
    if number.isdigit():
        longest = 6 if folded[: token.start()].rstrip().endswith("补发") else 4
        return BARE if len(number) <= longest and value not in _HOTLINES else ""
    before = folded[: token.start()]
    if before.endswith("提醒") and (
        _AFTER_REMINDER.match(rest) or (_CANCELS.search(before) and not rest.strip(" ,。吧了哈"))
    ):
        return BARE
    return BARE if len(number) > 1 and ("十" in number or "百" in number) else ""


def _replace(folded: str, shown: str, runs: list[_Run]) -> tuple[str, str, tuple[Ref, ...]]:
    new_folded, new_shown, refs, at = [], [], [], 0
    for run in runs:
        new_folded += [folded[at : run.start], run.mark]
        new_shown += [shown[at : run.start], run.mark]
        refs.append(Ref(tuple(dict.fromkeys(run.numbers)), shown[run.start : run.end]))
        at = run.end
    return "".join([*new_folded, folded[at:]]), "".join([*new_shown, shown[at:]]), tuple(refs)


_CARD = re.compile(r"\s*[\[【(]?\s*#\s*(\d{1,6})")
_ANY_CARD = re.compile(r"#\s*(\d{1,6})")


def number_of_card(quoted: str) -> int | None:
    """The number of the quoted card: the one it begins with, or the only one it names."""
    head = quoted[:600].replace("\uff03", "#")
    if (found := _CARD.match(head)) is not None:
        return int(found[1]) or None
    named = set(_ANY_CARD.findall(head))
    return int(named.pop()) or None if len(named) == 1 else None
