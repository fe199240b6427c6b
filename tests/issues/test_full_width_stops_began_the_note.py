"""A note, a reason or an answer began with the stop before it when a Chinese keyboard typed it."""

from __future__ import annotations

import unicodedata

import pytest

from handlers.commands import parse
from tests.unit.test_commands import COMMANDS, QUOTING

WIDE = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in ",:;!?()#0123456789"})


def narrow(args: object) -> str:
    return unicodedata.normalize("NFKC", str(args))


@pytest.mark.parametrize("part", range(8))
def test_a_command_is_the_same_however_wide_it_is_typed(part: int) -> None:
    for line, _ in COMMANDS[part::8]:
        quoting = QUOTING.fullmatch(line)
        said, quoted = (quoting[2], quoting[1]) if quoting else (line, "")
        said = unicodedata.normalize("NFKC", said)
        plain, wide = parse(said, quoted=quoted), parse(said.translate(WIDE), quoted=quoted.translate(WIDE))
        assert (wide.intent, narrow(wide.args)) == (plain.intent, narrow(plain.args)), line


@pytest.mark.parametrize(
    ("line", "argument", "said"),
    [
        ("#46 驳回\uff0c隔壁小区的树", "reason", "隔壁小区的树"),
        ("63跟进\uff1a街道周四来人", "note", "街道周四来人"),
        ("派61给周姐\uff0c上午扫干净", "note", "上午扫干净"),
    ],
)
def test_what_is_told_begins_with_its_first_word(line: str, argument: str, said: str) -> None:
    assert parse(line).args[argument] == said
