"""The committee's language, read from lines written by hand: what they type, and what they say among themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handlers.commands import Command, CommandAlreadyDeclared, Parsed, catalogue, parse
from handlers.commands.declare import Catalogue, command, declared_in
from handlers.commands.language.fit import CORPUS, QUOTING
from handlers.desk import Desk
from nlp.reading import Category

NOW = datetime(2025, 11, 6, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass
class Wanted:
    """One command as a line of commands.txt asks for it."""

    intent: str
    tickets: list[int] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, words: str) -> Wanted:
        intent, *rest = words.split()
        wanted = cls(intent)
        for word in rest:
            if word.startswith("?"):
                wanted.missing.append(word[1:])
            elif word.isdigit():
                wanted.tickets.append(int(word))
            else:
                name, value = word.split("=")
                wanted.texts[name] = value.replace("_", " ") if name == "when" else value
        return wanted

    def differs(self, parsed: Parsed) -> bool:
        tickets = self.tickets or [int(n) for n in [self.texts.get("tickets", "")] if n]
        if parsed.intent != self.intent or sorted(parsed.tickets) != sorted(tickets):
            return True
        if sorted(parsed.missing) != sorted(self.missing):
            return True
        said = {name: str(parsed.args.get(name, "")) for name in self.texts}
        return any(
            said[name] != value if name in ("into", "category") else value not in said[name]
            for name, value in self.texts.items()
            if name != "tickets"
        )


def lines(name: str) -> list[str]:
    text = (CORPUS / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("# ")]


def read(line: str, now: datetime | None = None) -> Parsed:
    quoting = QUOTING.fullmatch(line)
    return parse(quoting[2], quoted=quoting[1], now=now) if quoting else parse(line, now=now)


COMMANDS = [line.rsplit(" => ", 1) for line in lines("commands.txt")]


def misread(said: str, wanted: str) -> bool:
    parsed = read(said)
    specs = [Wanted.read(words) for words in wanted.split(" & ")]
    commands = (parsed, *parsed.also)
    return len(commands) != len(specs) or any(spec.differs(one) for one, spec in zip(commands, specs, strict=True))


@pytest.mark.parametrize("intent", sorted({wanted.split()[0] for _, wanted in COMMANDS}))
def test_commands_as_they_are_typed(intent: str) -> None:
    of_intent = [(said, wanted) for said, wanted in COMMANDS if wanted.split()[0] == intent]
    assert [(said, wanted, read(said)) for said, wanted in of_intent if misread(said, wanted)] == []


def test_talk_is_no_command() -> None:
    assert [(line, read(line)) for line in lines("talk.txt") if read(line)] == []


@pytest.mark.parametrize("around", ["@小助手 {}", "  {}  ", "{}。", "\u200b{}\ufeff", "{}[OK]", "{}👍"])
def test_what_stands_around_a_command_changes_nothing(around: str) -> None:
    for line, _ in COMMANDS[::5]:
        quoting = QUOTING.fullmatch(line)
        said, quoted = (quoting[2], quoting[1]) if quoting else (line, "")
        plain, dressed = parse(said, quoted=quoted), parse(around.format(said), quoted=quoted)
        assert (dressed.intent, dressed.args) == (plain.intent, plain.args), line


@pytest.mark.parametrize("declared", list(catalogue()), ids=lambda declared: declared.word)
def test_the_example_of_a_command_is_that_command(declared: Command) -> None:
    parsed = parse(declared.example)
    assert (parsed.word, parsed.intent, parsed.missing) == (declared.word, declared.intent, [])


@pytest.mark.parametrize(
    ("word", "declared"),
    [(word, one) for one in catalogue() if "tickets" in one.requires for word in one.words],
)
def test_every_declared_word_is_understood(word: str, declared: Command) -> None:
    assert parse(f"#12 {word}").intent == declared.intent or parse(f"#12 {word} 停车").intent == declared.intent


def test_two_commands_with_one_word_stop_the_start() -> None:
    async def nothing(parsed: Parsed, desk: Desk) -> None: ...

    first = command("办结", intent="resolve", example="12 办结 好了", about="")(nothing)
    second = command("结束", also="办结", intent="end", example="12 结束", about="")(nothing)
    with pytest.raises(CommandAlreadyDeclared, match="办结"):
        Catalogue([first, second])


def test_commands_are_found_where_they_are_declared() -> None:
    async def nothing(parsed: Parsed, desk: Desk) -> None: ...

    module = ModuleType("family")
    module.shout = command("喊话", intent="shout", example="12 喊话", about="")(nothing)  # type: ignore[attr-defined]
    assert [one.word for one in declared_in([module])] == ["喊话"]


def test_a_new_command_is_understood_as_soon_as_it_is_declared() -> None:
    from handlers.commands.language.grammar import Grammar

    async def nothing(parsed: Parsed, desk: Desk) -> None: ...

    pause = command(
        "挂起", intent="pause", example="12 挂起 等业主回来", about="", requires=("tickets",), rest="reason"
    )(nothing)
    grammar = Grammar(Catalogue([pause]))
    parsed = grammar.parse("12 挂起 等业主回来")
    assert (parsed.intent, parsed.args) == ("pause", {"tickets": [12], "reason": "等业主回来"})
    assert grammar.parse("挂起来的横幅") == Parsed()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("12 办给", "办结"), ("12 受埋", "受理"), ("12 结办", "办结"), ("手里12", "受理")],
)
def test_a_slip_of_the_thumb_is_asked_back_and_not_obeyed(typed: str, meant: str) -> None:
    parsed = parse(typed)
    assert not parsed
    assert parsed.near == meant


@pytest.mark.parametrize(
    ("typed", "intent"), [("12 办接", "resolve"), ("#12 半结", "resolve"), ("受里12", "accept"), ("崔办12", "urge")]
)
def test_a_command_word_of_the_same_sound_is_obeyed(typed: str, intent: str) -> None:
    parsed = parse(typed)
    assert (parsed.intent, parsed.tickets) == (intent, [12])


@pytest.mark.parametrize("line", ["#12 同意", "12 户", "办接", "#12 我家", "12", "#12 谢谢"])
def test_other_short_lines_are_not_slips(line: str) -> None:
    assert parse(line).near == ""


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("11月15号上午10点提醒贴公示", "2025-11-15 10:00"),
        ("1月3号晚上七点提醒开会", "2026-01-03 19:00"),
        ("提醒 2026年2月3日 09:15 交表", "2026-02-03 09:15"),
    ],
)
def test_a_date_gets_the_year_that_comes(said: str, when: str) -> None:
    assert parse(said, now=NOW).text("when") == when


@pytest.mark.parametrize(
    ("said", "period"),
    [("十月份报表", "2025-10"), ("12月统计", "2024-12"), ("2024年3月统计", "2024-03"), ("最近7天统计", "近7天")],
)
def test_a_month_is_the_last_one_gone_by(said: str, period: str) -> None:
    assert parse(said, now=NOW).text("period") == period


@pytest.mark.parametrize("category", [category.value for category in Category])
def test_every_category_can_be_named_as_the_cards_name_it(category: str) -> None:
    from handlers import texts

    assert parse(f"改类 12 {texts.CATEGORY[category]}").args["category"] == category


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud83d", "👍", "\u202e", "#", "「」", "好" * 50_000, "1" * 100_000])
def test_nonsense_is_no_command(text: str) -> None:
    assert parse(text) == parse(text, quoted=text) == Parsed()


def test_arguments_are_json_values() -> None:
    def plain(value: Any) -> bool:
        if isinstance(value, dict):
            return all(isinstance(key, str) and plain(one) for key, one in value.items())
        return all(map(plain, value)) if isinstance(value, list) else isinstance(value, (str, int))

    assert all(plain(read(line).args) for line, _ in COMMANDS)
