"""Licence plates as neighbours write them: whole, with separators, lower case, or only the end of one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_TRADITIONAL = str.maketrans("滬雲遼魯蘇贛陝閩貴粵寧瓊", "沪云辽鲁苏赣陕闽贵粤宁琼")
_SEP = r"[\s·•・‧∙.*_—–\-]{0,2}"
_FREE = r"(?<![A-Z0-9])"  # no letter or digit before
_END = r"(?![A-Z0-9])"

_WHOLE = re.compile(
    rf"(?P<head>[{_PROVINCES}])\s?(?P<letter>[A-Z]){_SEP}"
    rf"(?P<tail>[A-Z0-9]{{5,6}}{_END}|[A-Z0-9]{{4}}[学警港澳挂领]|(?:[A-Z0-9][ \-·]?){{4,5}}[A-Z0-9]{_END})"
)
_BEGUN = re.compile(rf"(?P<head>[{_PROVINCES}])\s?(?P<letter>[A-Z]){_SEP}(?P<tail>[A-Z0-9]{{1,4}}){_END}")
_LETTER = re.compile(rf"(?P<head>[{_PROVINCES}])(?P<letter>[A-Z])(?P<tail>)(?=牌|那|这|嗰|开头|打头|的?车|什么)")
_TAIL = re.compile(
    r"(?:尾号|尾数|[后末][两二三四五2-5几]位)(?:数|号码?)?(?:是|为|系)?[\s:]{0,2}(?P<tail>[A-Z0-9]{2,6})" + _END
)
_LOOSE = re.compile(rf"{_FREE}(?P<tail>[A-Z0-9]{{4,7}}){_END}")
_DIGIT = re.compile("[0-9]")
_LATIN = re.compile("[0-9A-Z]")
_SIGN = re.compile("[A-Z尾后末]")
"""Without a letter, or the word for the end of a number, there is no plate."""
_CUE = re.compile("车|牌|尾号|挪|占|堵|霸|压|开头|停(?![水电气运])")
_OTHER_NUMBER = re.compile("手机|电话|身份证|快递|包裹|箱|单|受理|验证码|微信|型号|编号|航班|晚点|淘宝|卡号|银行|学号")
_RISKY = frozenset("新云黑青宁贵吉甘蒙藏")
"""Ordinary words before a letter as well: 新A区."""

_NO_PLATE = re.compile(r"(?:GB|DB|JG|DN|PM|CJ|PVC|KV|KW|WIFI|IP)")
_CUE_REACH = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A plate and where it stands in the text: text[start:end]."""

    plate: str
    start: int
    end: int


def find_plates(text: str) -> tuple[str, ...]:
    """The plates of a text in their order, upper case without separators, partial ones as far as they were said."""
    found: list[str] = []
    for plate in (one.plate for one in locate(text)):
        if not any(plate in known for known in found):
            found = [known for known in found if known not in plate] + [plate]
    return tuple(found)


def locate(text: str) -> tuple[Found, ...]:
    """Every plate with its position in `text`. Positions hold only when `text` is in NFKC (see `nlp.clean`)."""
    plain = unicodedata.normalize("NFKC", text).upper()
    if not _LATIN.search(plain) or not _SIGN.search(plain):
        return ()
    plain = plain.translate(_TRADITIONAL)
    if not _DIGIT.search(plain) and not _LETTER.search(plain):
        return ()
    taken: list[Found] = []
    for one in _all(plain):
        if not any(one.start < other.end and other.start < one.end for other in taken):
            taken.append(one)
    return tuple(sorted(taken, key=lambda one: one.start))


def compatible(one: str, other: str) -> bool:
    """Whether two plates, whole or partial, can be of one car."""
    short, long = sorted((one, other), key=len)
    return long.endswith(short) or long.startswith(short) or (len(short) >= 4 and short in long)


def is_whole(plate: str) -> bool:
    """Whether a plate is said from the province to the end."""
    return len(plate) in (7, 8) and plate[0] in _PROVINCES


def _all(plain: str) -> Iterator[Found]:
    for match in _WHOLE.finditer(plain):
        yield from _with_head(match, least=1)
    for match in _BEGUN.finditer(plain):
        yield from _with_head(match, least=4 if match["head"] in _RISKY else 1)
    for match in _LETTER.finditer(plain):
        if match["head"] not in _RISKY:
            yield from _with_head(match, least=0)
    for match in (*_TAIL.finditer(plain), *_LOOSE.finditer(plain)):
        near = plain[max(0, match.start() - _CUE_REACH) : match.end() + _CUE_REACH]
        if _OTHER_NUMBER.search(near):
            continue
        if match.re is _TAIL or _is_plate_without_head(match["tail"], cue=bool(_CUE.search(near))):
            yield Found(match["tail"], match.start("tail"), match.end())


def _with_head(match: re.Match[str], least: int) -> Iterator[Found]:
    tail = re.sub(r"[^A-Z0-9学警港澳挂领]", "", match["tail"])
    if len(tail) >= least and (not tail or any(sign.isdigit() for sign in tail) or len(tail) == 1):
        yield Found(match["head"] + match["letter"] + tail, match.start(), match.end())


def _is_plate_without_head(token: str, *, cue: bool) -> bool:
    """Whether letters and digits without a province are a plate. Doors, bays, models and units are not."""
    shape = re.sub(r"[A-Z]", "A", re.sub(r"\d", "0", token))
    if _NO_PLATE.match(token) or shape.count("0") < 2 or "A0" not in shape:
        return False
    if shape[0] == "A":
        mixed = "A" in shape[1:]
        if len(token) == 7:
            return (token[1] in "DF" or token[-1] in "DF") and shape.count("0") >= 4
        if len(token) == 6:
            return shape.count("0") >= 3 and (mixed or cue)
        return len(token) == 5 and ((mixed and shape[1] == "0") or cue)
    inner = "A" in shape[1:-1]
    if len(token) == 5:
        return inner and (shape.count("A") >= 2 or cue)
    return len(token) == 4 and inner and cue
