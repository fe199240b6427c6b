"""Lines as nobody would type them, made from lines that people type: for looking whether the parser takes anything."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from handlers.commands import catalogue
from handlers.commands.language.fit import CORPUS

LINES: Sequence[str] = [
    line.rsplit(" => ", 1)[0]
    for name in ("commands.txt", "talk.txt")
    for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("# ")
]
_WORDS = """
#12 12 8、9 12到15号 十二号 号 # 3栋 9点 明早九点 每周五晚七点 半小时后 提醒 公告 合并 并到 改成 催 吹哨 街道 物业
小何 派给 我来 了 吗 ? 不 别 先 的 好 这个 帮我 一下 , 。 : [捂脸] 👍 % ( [ { 全部 没 统计 本周
"""
_SIGNS = ("\n", " ", "@小助手 ", "@老韩 ", "\x00", "\ud83d", "\u202e", "\u200b", "\ue000", "\ue001", "\\")
PIECES: Sequence[str] = [*_WORDS.split(), *_SIGNS, "1" * 30, "十" * 12]


def mangled(seed: int) -> Iterator[str]:
    """Endless lines: pieces and command words thrown together, real lines cut, joined, repeated, with signs put in."""
    chance = random.Random(seed)
    words = sorted({word for one in catalogue() for word in (*one.words, *one.says, *one.tells)})
    ways: Sequence[Callable[[], str]] = (
        lambda: "".join(chance.choices([*PIECES, *words], k=chance.randint(0, 14))),
        lambda: _with_sign(chance, chance.choice(LINES)),
        lambda: _cut(chance, chance.choice(LINES)) + _cut(chance, chance.choice(LINES)),
        lambda: chance.choice([*PIECES, *words]) * chance.randint(1, 400),
        lambda: "".join(chr(chance.randint(0, 0x2FFFF)) for _ in range(chance.randint(0, 80))),
        lambda: "".join(chance.sample(line := chance.choice(LINES), len(line))),
    )
    while True:
        yield chance.choice(ways)()


def _with_sign(chance: random.Random, line: str) -> str:
    at = chance.randint(0, len(line))
    return line[:at] + chance.choice(PIECES) + line[at:]


def _cut(chance: random.Random, line: str) -> str:
    first, last = sorted((chance.randint(0, len(line)), chance.randint(0, len(line))))
    return line[first:last]
