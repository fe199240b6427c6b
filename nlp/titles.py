"""Who a name says it is, "物业小汪", "业委会老鲍": for logs that know names only. Nothing is authorised by it."""

from __future__ import annotations

import re
from typing import Final

_TITLES: Final = (
    ("committee", re.compile(r"业委会|业主委员会")),
    ("office", re.compile(r"^社区|居委|街道办|网格员|民警")),
    ("property", re.compile(r"物业|管家|客服|^保安|保安队长|^门岗|工程部|^工程|维修师傅|保洁")),
)


def title_of(name: str) -> str:
    """ "committee", "office" or "property", "" for a resident."""
    return next((title for title, sign in _TITLES if sign.search(name)), "")
