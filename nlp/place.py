"""Where something is: building, unit, floor, door, garage level, parking bay, gate or a spot of the estate."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from nlp.context import Gazetteer
from nlp.numerals import with_digits
from nlp.plate import locate
from nlp.reading import NOWHERE, Place

HIGHEST_BUILDING = 60
HIGHEST_UNIT = 9

_TRADITIONAL = str.maketrans("棟樓號單門層庫車東區園員後負‐‑–—−", "栋楼号单门层库车东区园员后负-----")
_TRADITIONAL_SIGN = re.compile("[棟樓號單門層庫車東區園員後負‐‑–—−]")
_LATIN = re.compile(r"[\dA-Za-z\u00c0-\u1eff]")
"""Digits and letters, those included that have ASCII letters as their upper case (as nlp.plate reads them)."""
_LOWER = re.compile("[a-z]+")
_UNIT = r"单[元员园原源圆位]|丹元|门(?![口面禁卫岗铃锁])"
_DOOR = r"(?P<door>[1-9]\d{2,3})(?![\d元块年度米平%:点])(?!个|天|号桩)"
_KIND = (
    r"号楼栋?|号栋|栋|幢|座(?!位|车|的车|商务|SUV|椅|桥|山|城|坟|庙)|#楼"
    r"|#(?!桩|枪|梯|泵|机|车位|充|井|箱|变|口|线)|号(?=\d单[元员])"
)
_BUILDING = re.compile(
    rf"(?<![\dA-Z.\-])(?P<building>[A-Z]?\d{{1,2}}|[A-H])\s?(?:{_KIND})"
    rf"(?:[\s,的-]{{0,2}}(?P<unit>[1-9A-D])\s?(?:{_UNIT}|-(?=\d{{3,4}}(?!\d))))?"
    rf"(?:[\s,的-]{{0,2}}{_DOOR})?"
)
_TRIPLE = re.compile(
    r"(?<![\dA-Z.:\-])(?P<building>\d{1,2})(?:-|杠)(?P<unit>\d{1,2})(?:-|杠)(?P<door>\d{3,4})(?![\d\-])"
)
_TWO_DOOR = re.compile(r"(?<![\dA-Z.:\-])(?P<building>\d{1,2})-(?P<door>[1-9]\d{2,3})(?![\d\-元块年度米平%个])")
_PAIR = re.compile(
    r"(?<![\dA-Z.:\-月周至第/比分])(?P<building>\d{1,2})(?:-|杠)(?P<unit>\d)(?![\d.:/%:])"
    r"(?!\s?(?:天|日|号|点|时|个|月|年|次|人|位|块|元|米|度|层|分|小时|秒|级|栋|幢|座|期|单|倍|岁|万|千|百|只|台|辆|条|株|棵|户|折|楼(?![道梯下上顶前后门底])|k|K|m|M|比))"
    r"(?:-(?=\d{1,2}楼))?"
)
_DASH = re.compile("[-杠]")
"""Without it there is no triple, no door after a building and no pair."""
_SPOKEN = re.compile(r"(?P<building>[一二三四五七八九])(?P<unit>[一二三四])(?=的?(?:电梯|楼道|门禁|单元门|门厅|大堂))")
_RANGE = re.compile(rf"(?<![\d.:\-])(?P<from>\d{{1,2}})(?:{_KIND})?(?:-|到|至|~)(?P<to>\d{{1,2}})(?:号楼|栋|幢|座|#)")
_LONE_UNIT = re.compile(rf"(?<![\dA-Z\-])(?P<unit>[1-9])\s?(?:{_UNIT.split('|门')[0]})")
_LEVEL = re.compile(
    r"负(?P<a>[1-4])(?![\d度])(?:层|楼)?|(?<![A-Z\d])B(?P<b>[1-4])(?![\d栋幢座口门梯]|[A-Z](?!区))|地下(?P<c>[1-4])(?:层|楼)"
    r"|(?<![\d\-])-(?P<d>[1-4])(?:层|楼|F)"
)
_FLOOR = re.compile(
    r"(?<![\dA-Z号#下负\-.])(?P<floor>[1-9]\d?)(?:楼|层|F(?![A-Z]))(?!灰|水|膜|皮|油|冰|土|沙|泥|窗|玻璃)"
)
_ROOM = re.compile(
    r"(?<![\d\-.:])(?P<a>[1-9]\d{2,3})(?:室|号房|房(?![本产子东价款])|(?=那家|那户|的?业主|住户|的?邻居|门口))"
    r"|(?:我家?|我们家|我?住|楼上|楼下|隔壁|对门)(?:的|是)?(?P<b>[1-9]\d{2,3})(?![\d元块年度米平个天分字次点:.])"
)
_BAY = re.compile(
    r"(?<![A-Z\d])(?P<a>[A-Z]{1,2}-?\d{2,4})(?:号)?(?:车位|位)|(?<![A-Z\d\-])(?P<b>[ACDEFGHM]\d{2,3})(?![A-Z\d])"
    r"|(?<=B\d)[\s\-]?(?P<c>\d{2,3})(?!\d)|(?<![\d\-])(?P<d>\d{2,4})号?车位"
)
_THREE_DIGITS = re.compile(r"\d\d\d")
_CAR = re.compile(r"[车库位停占]|B\d|负\d|地下\d")
_MENTION = re.compile(r"@[^\s@]{1,30}")
_GATE = re.compile(
    r"(?<![房股广山关华辽陕湖河海云江云])(?P<side>东南|东北|西南|西北|[东南西北](?!西))(?:侧|边|面|大|小|侧小|侧大)?门(?!子|店|窗|诊|卫生)"
)
_NUMBERED_GATE = re.compile(r"(?<![\d栋幢楼])(?P<n>\d{1,2})号门")
_PHASE = re.compile(r"(?P<phase>[1-9])期(?:的|那个)?$")
_NOT_HERE = re.compile(r"(?:不是|不在|不关|并非|除了|没说|而不是)(?:我们|说|指|在)?\s?$")
_OWN = re.compile(r"我(?:们|家|屋头|屋里|屋)?(?:是|住|在|住在|就住|就在)?\s?$")
_CONTRAST = re.compile(r"(?:你们|他们|\d栋|\d座|\d幢|号楼).*我们[家是住在]{0,2}\s?$")
_COUNTED = re.compile(r"(?:人管|要管|共|共有|总共有|原先|找了|跑了|排|隔)\s?$")
_COUNTED_AFTER = re.compile(r"楼?(?:的人)?(?:都|全|里的|住户都)|\s?[1一]个|楼的")
_ALIKE = re.compile(r"(?:跟|和|像|比|学学|同)\s?$")
_ALIKE_AFTER = re.compile(r"(?:那边)?(?:一样|一个样|那样|差不多|似的|强|好|多)")
_WITNESS = re.compile(r"(?:都|也|都能|也能|这边都|这边也)(?:听|闻|看|瞧)(?:得)?[到见]")
_NOT_THERE = re.compile(
    r"(?:没有|没得|冇得|缺|私家|自家|我家|[建修装加搞设弄放要盖开搭][一]?[个座](?:老人|老年|儿童|亲子|公共|室内|大)?|增设|新建|[变改当成像][成作了]?[一]?[个座]?)$"
)


@dataclass(frozen=True, slots=True)
class _Mention:
    place: Place
    start: int
    end: int
    rank: int


def find_place(text: str, gazetteer: Gazetteer | None = None) -> Place:
    """The place a text speaks of, NOWHERE when it names none; any text will do.

    Of several buildings the one that is neither denied ("不是5栋是6栋") nor only where the speaker lives or what
    it is compared with; else the first. A building goes before a spot; `spot` may be named beside it.
    """
    plain = _plain(text)
    places = gazetteer.places if gazetteer else {}
    if not _LATIN.search(plain) and not _SPOKEN.search(plain):  # all but spots is told with a number or a letter
        spot = _spot(plain, places)
        return Place(spot=spot) if spot else NOWHERE
    house, rank, rest = _house(plain)
    spot = house.spot or _spot(rest, places)
    if rank == _BESIDE and spot:
        house = NOWHERE
    return Place(
        building=house.building,
        unit=house.unit or (_lone_unit(rest) if house.building or not house else ""),
        floor=_first(_FLOOR, rest, "{}楼"),
        door=house.door or (_first(_ROOM, rest, "{}") if _THREE_DIGITS.search(rest) else ""),
        level=_first(_LEVEL, rest, "B{}"),
        bay=_first(_BAY, rest, "{}") if _CAR.search(rest) else "",
        spot=spot,
    )


def building_name(number: str) -> str:
    """ "3" -> "3栋", "03" -> "3栋", "A8" -> "A8栋"."""
    return (number.lstrip("0") or number) + "栋"


def _plain(text: str) -> str:
    """A text with numbers as digits, letters in upper case, simplified signs, without mentions and plates."""
    plain = unicodedata.normalize("NFKC", text)
    if _TRADITIONAL_SIGN.search(plain):
        plain = plain.translate(_TRADITIONAL)
    if "@" in plain:
        plain = _MENTION.sub(" ", plain)
    if _LATIN.search(plain):
        plain = _without_plates(_upper(plain))
    return with_digits(plain)


def _without_plates(text: str) -> str:
    for one in reversed(locate(text)):
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


def _upper(text: str) -> str:
    """ASCII letters in upper case; nothing else changes its length."""
    return _LOWER.sub(lambda match: match.group().upper(), text)


def _house(text: str) -> tuple[Place, int, str]:
    """Building, unit and door of a text, their rank, and the text with all that names a building blanked out."""
    ranged = next(_RANGE.finditer(text), None)
    if ranged and int(ranged["from"]) < int(ranged["to"]):
        spot = f"{int(ranged['from'])}-{int(ranged['to'])}栋"
        return Place(spot=spot), 0, text[: ranged.start()] + " " * len(ranged.group()) + text[ranged.end() :]
    mentions = sorted(_mentions(text), key=lambda one: (one.rank, one.start))
    rest = text
    for one in mentions:
        rest = rest[: one.start] + " " * (one.end - one.start) + rest[one.end :]
    named = [one for one in mentions if one.rank < _DENIED]
    if not named:
        return NOWHERE, 0, rest
    first = named[0].place
    fuller = (one.place for one in named if one.place.building == first.building and one.place.unit)
    return (first if first.unit else next(fuller, first)), named[0].rank, rest


_BESIDE = 2
_DENIED = 3


def _mentions(text: str) -> Iterator[_Mention]:
    taken: list[tuple[int, int]] = []
    dashed = _DASH.search(text)
    for pattern in (_TRIPLE, _BUILDING, _TWO_DOOR, _PAIR, _SPOKEN) if dashed else (_BUILDING, _SPOKEN):
        for match in pattern.finditer(text):
            place = _named(match)
            if place and not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append((match.start(), match.end()))
                yield _Mention(place, match.start(), match.end(), _rank(text, match))


def _named(match: re.Match[str]) -> Place:
    said = match.groupdict()
    if match.re is _SPOKEN:
        said = {key: with_digits(sign + "栋")[:-1] for key, sign in said.items() if sign}
    building, unit = said["building"] or "", (said.get("unit") or "").lstrip("0")
    number = re.sub(r"\D", "", building)
    if number and not 0 < int(number) <= HIGHEST_BUILDING:
        return NOWHERE
    if unit.isdigit() and int(unit) > HIGHEST_UNIT:
        return NOWHERE
    return Place(building_name(building), f"{unit}单元" if unit else "", door=said.get("door") or "")


def _rank(text: str, match: re.Match[str]) -> int:
    """-1: "you have that, we in 3栋 have this"; 0: meant; 1: where the speaker lives; 2: compared with; 3: denied."""
    before, after = text[: match.start()], text[match.end() :]
    if _NOT_HERE.search(before) or _is_count(match, before, after):
        return _DENIED
    if (_ALIKE.search(before) and _ALIKE_AFTER.match(after)) or _WITNESS.match(after):
        return _BESIDE
    if not _OWN.search(before):
        return 0
    return -1 if _CONTRAST.search(before) else 1


def _is_count(match: re.Match[str], before: str, after: str) -> bool:
    """ "六栋楼她一个人管", "一栋楼都在敲": so many buildings, not building number so many."""
    return bool(_COUNTED.search(before)) or (match.group() == "1栋" and bool(_COUNTED_AFTER.match(after)))


def _lone_unit(text: str) -> str:
    """The one unit a text names apart from a building; "" when it names several."""
    units = {match["unit"] for match in _LONE_UNIT.finditer(text)}
    return f"{units.pop()}单元" if len(units) == 1 else ""


def _first(pattern: re.Pattern[str], text: str, shape: str) -> str:
    match = pattern.search(text)
    return shape.format(next(group for group in match.groups() if group)) if match else ""


def _spot(text: str, known: Mapping[str, tuple[str, ...]]) -> str:
    """The spot a text names: of the estate's gazetteer, a gate, a landmark, the garage, in this order."""
    for name, words in _longest_first(known):
        if any(_is_there(text, word.upper()) for word in words):
            return name
    return ("门" in text and _gate(text)) or _generic_spot(text)


def _gate(text: str) -> str:
    gate = _GATE.search(text)
    if gate:
        return _phased(text, gate.start(), f"{gate['side']}门")
    numbered = _NUMBERED_GATE.search(text)
    return f"{int(numbered['n'])}号门" if numbered else ""


def _generic_spot(text: str) -> str:
    found = ((at, name) for name, word in _landmarks().within(text) if (at := _where(text, word)) >= 0)
    best = min(found, key=lambda one: (one[1] == _GARAGE, one[0], -len(one[1])), default=None)
    if best is None:
        return ""
    return "" if best[1] == _GARAGE and _LEVEL.search(text) else _phased(text, best[0], best[1])


_GARAGE = "地库"


def _phased(text: str, at: int, name: str) -> str:
    """ "二期北门" is not "一期北门"."""
    phase = _PHASE.search(text[:at])
    return f"{'零一二三四五六七八九'[int(phase['phase'])]}期{name}" if phase else name


def _is_there(text: str, word: str) -> bool:
    return _where(text, word) >= 0


def _where(text: str, word: str) -> int:
    """Where a text speaks of the spot as existing, -1 when it does not ("没有快递柜", "广场舞")."""
    at = text.find(word)
    while at >= 0:
        if not _NOT_THERE.search(text[:at]) and not text.startswith("舞", at + len(word)):
            return at
        at = text.find(word, at + 1)
    return -1


def _longest_first(places: Mapping[str, tuple[str, ...]]) -> list[tuple[str, tuple[str, ...]]]:
    """(name, name and aliases), the longest name first."""
    with_own = [(name, (name, *aliases)) for name, aliases in places.items()]
    return sorted(with_own, key=lambda one: -max(map(len, one[1])))


class _Landmarks:
    """Finds the words of places.toml in a text."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._named = [(name, word) for name, meant in words.items() for word in meant]
        signs = [word.encode() for _, word in self._named]
        self._find = BytesAhoCorasick(signs, matchkind=MatchKind.Standard).find_matches_as_indexes

    def within(self, text: str) -> list[tuple[str, str]]:
        """(canonical name, word) of every word in the text, in the order of the file."""
        hits = self._find(text.encode(errors="surrogatepass"), overlapping=True)
        return [self._named[index] for index in sorted({hit[0] for hit in hits})]


@cache
def _landmarks() -> _Landmarks:
    table = tomllib.loads(files("nlp").joinpath("places.toml").read_text(encoding="utf-8"))
    return _Landmarks({name: words for kind in table.values() for name, words in kind.items()})
