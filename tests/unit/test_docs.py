"""The papers say what the code does: config keys, commands, options, sections, both languages alike."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli import app
from bot.config.deadlines import DEADLINES
from bot.config.explain import keys_of
from bot.config.tables import ConfigTable
from bot.reading import read_committee, read_residents
from bot.replay import replay, survey
from handlers.commands import catalogue
from handlers.rules.lifecycle import Role
from nlp.classify import Reader
from nlp.reading import Category
from tests.support.chat import Chat

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "config.example.toml").read_text("utf-8")
READMES = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md")}
CHINESE = re.compile(r"[一-鿿]")
ENGLISH = re.compile(r"[A-Za-z]{3,}")
COMMANDS, COMMAND_LINE, CONFIG, PACKAGES = range(4)
"""The tables of a README, in their order."""

KEYS = {key for key in keys_of(ConfigTable) if not any(other.startswith(f"{key}.") for other in keys_of(ConfigTable))}
"""The config's keys, without the tables they stand in."""

ROLES = {role.value: role for role in Role} | {"业委会": Role.COMMITTEE, "物业": Role.PROPERTY, "社区": Role.OFFICE}
BOT, QUOTING = "吹哨", "(引用卡片)"

each_readme = pytest.mark.parametrize("readme", READMES)


class TestChat:
    @each_readme
    async def test_the_readmes_chat_is_what_people_and_bot_say(self, chat: Chat, readme: str) -> None:
        """Played line by line: whatever the bot says there it says, and it says nothing else."""
        known: dict[str, list[str]] = {}
        for room, speaker, text in _chat(readme):
            name, quotes = speaker.removesuffix(QUOTING), speaker.endswith(QUOTING)
            if name == BOT:
                known.setdefault(room, []).append(text)
            else:
                await chat.says(name, text, room=room, quote=known[room][-1] if quotes else "")
        assert len(known) == 2
        assert {room: await chat.heard(room) for room in known} == known


class TestCommands:
    @each_readme
    def test_every_command_is_listed_with_its_example_and_whom_it_is_for(self, readme: str) -> None:
        declared = [(one.word, one.example, one.roles) for one in catalogue()]
        listed = [
            (row[0].strip("`"), row[1].strip("`"), frozenset(ROLES[word] for word in re.split(r", |、", row[2])))
            for row in _table(readme, COMMANDS)
        ]
        assert sorted(listed, key=str) == sorted(declared, key=str)

    def test_the_chinese_readme_says_what_the_help_says(self) -> None:
        assert [row[3] for row in _table("README.zh-CN.md", COMMANDS)] == [one.about for one in catalogue()]


class TestConfig:
    def test_the_example_has_every_key(self) -> None:
        present = set(_keys(tomllib.loads(_all_switched_on())))
        assert {key for key in KEYS if key not in present} == set()

    def test_the_example_has_every_category(self) -> None:
        (estate,) = tomllib.loads(EXAMPLE)["estates"]
        assert set(estate["deadlines"]) == {category.value for category in Category} | {"urgent"}

    @pytest.mark.parametrize("key", sorted(KEYS))
    def test_the_example_explains_every_key_in_chinese_and_english(self, key: str) -> None:
        comment = _comment_on(key.rpartition(".")[2])
        assert CHINESE.search(comment)
        assert ENGLISH.search(comment)

    @each_readme
    def test_the_readme_lists_every_key_and_no_other(self, readme: str) -> None:
        assert {row[0].strip("`") for row in _table(readme, CONFIG)} == KEYS

    @each_readme
    def test_the_readme_names_both_secrets(self, readme: str) -> None:
        named = set(re.findall(r"WHISTLE_[A-Z_]+", READMES[readme]))
        assert named == {"WHISTLE_WECHATY_TOKEN", "WHISTLE_DATABASE_PASSWORD"}


class TestCommandLine:
    @each_readme
    def test_every_command_is_listed_with_its_options_and_no_other(self, readme: str) -> None:
        listed = {
            row[0].strip("`").removeprefix("whistle "): set(re.findall(r"`([^`]+)`", row[1]))
            for row in _table(readme, COMMAND_LINE)
        }
        assert listed == {name: _options(command) for name, command in _commands().items()}

    @each_readme
    def test_every_option_used_in_an_example_exists(self, readme: str) -> None:
        used = re.findall(r"bin/whistle (\w+)([^\n|>]*)", "\n".join(_blocks(readme, "sh")))
        assert {command for command, _ in used} >= {"run", "doctor", "read", "replay"}
        for command, rest in used:
            assert set(re.findall(r"(?<!\S)--?[a-z]+", rest)) <= _options(_commands()[command])


class TestShapes:
    @each_readme
    def test_a_reading_looks_as_shown(self, readme: str, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Reader, "load", lambda: reader)
        (line,) = re.findall(r"echo '(.*?)'", READMES[readme])
        (real,) = read_residents([json.loads(line)])
        (shown,) = _objects(readme, 0)
        assert list(real) == list(shown)
        assert list(real["because"][0]) == list(shown["because"][0])
        assert {key: real[key] for key in ("labels", "place", "plates")} == {
            key: shown[key] for key in ("labels", "place", "plates")
        }

    @each_readme
    def test_a_command_looks_as_shown(self, readme: str) -> None:
        assert list(read_committee([{"id": 2, "text": "12 派单 物业"}])) == _objects(readme, 1)

    @each_readme
    async def test_a_replay_looks_as_shown(
        self, readme: str, reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Reader, "load", lambda: reader)
        said = {"id": "m1", "time": "2026-11-23T12:00:00+08:00", "room": "北湖一号3栋群", "talker_id": "a",
                "talker": "王姐", "text": "3栋门口有辆车停在我车位上,打电话不接"}  # fmt: skip
        log = str(tmp_path / "log.jsonl")
        (tmp_path / "log.jsonl").write_text(json.dumps(said), "utf-8")
        estates, begins = survey(log, {"北湖一号": "北湖一号*"})
        real = {record["kind"]: list(record) async for record in replay(log, begins, estates, None, lambda n: None)}
        assert real == {shown["kind"]: list(shown) for shown in _objects(readme, 2)}


class TestReadmes:
    def test_both_have_the_same_sections(self) -> None:
        english, chinese = ([len(marks) for marks in re.findall(r"^(#+) ", _prose(name), re.M)] for name in READMES)
        assert len(english) > 10
        assert english == chinese

    @pytest.mark.parametrize("language", ["sh", "bat", "python", "json"])
    def test_both_have_the_same_examples(self, language: str) -> None:
        english, chinese = (_blocks(name, language) for name in READMES)
        assert english
        assert english == chinese

    @pytest.mark.parametrize("table", [COMMANDS, COMMAND_LINE, CONFIG, PACKAGES])
    def test_both_list_the_same_things(self, table: int) -> None:
        english, chinese = ([row[0] for row in _table(name, table)] for name in READMES)
        assert english == chinese

    @each_readme
    def test_every_dependency_is_explained_and_no_other(self, readme: str) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        declared = [re.split(r"[^\w-]", requirement)[0] for requirement in project["dependencies"]]
        explained = [package for row in _table(readme, PACKAGES) for package in row[0].split(", ")]
        assert sorted(explained) == sorted(declared)

    @each_readme
    def test_every_file_it_links_to_is_there(self, readme: str) -> None:
        links = re.findall(r"\]\(([^)#:]+)\)", READMES[readme])
        assert len(links) >= 3
        assert [link for link in links if not (ROOT / link).exists()] == []

    @each_readme
    def test_every_make_target_it_names_exists(self, readme: str) -> None:
        targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
        named = set(re.findall(r"^make (\w+)|`make (\w+)`", READMES[readme], re.M))
        assert {first or second for first, second in named} == targets - {"clean"}


# --- reading the papers -------------------------------------------------------------------------------------------


def _all_switched_on() -> str:
    """The example with the keys that stand there as comments."""
    return re.sub(r"^# (\w+ = )", r"\1", EXAMPLE, flags=re.M)


def _keys(table: dict[str, Any], prefix: str = "") -> Iterator[str]:
    """Every key of a parsed config; what stands below the name of a category stands below `deadlines`."""
    for name, value in table.items():
        key = prefix if name in DEADLINES and isinstance(value, dict) else f"{prefix}{name}."
        yield key.rstrip(".")
        for inside in value if isinstance(value, list) else [value]:
            if isinstance(inside, dict):
                yield from _keys(inside, key)


def _comment_on(name: str) -> str:
    """The comment lines above the first line that has the key."""
    above: list[str] = []
    for line in EXAMPLE.splitlines():
        if re.search(rf"^(# )?{name} = |[{{,] {name} = |^\[estates\.{name}\]", line):
            return "\n".join(above)
        above = [*above, line] if line.startswith(("# ", "[")) else []
    raise AssertionError(f"{name} does not stand in config.example.toml")


def _chat(readme: str) -> list[tuple[str, str, str]]:
    """The chat on top of a README as (room, speaker, text); a line without a speaker goes on with the one before."""
    room, said = "", list[tuple[str, str, str]]()
    for line in filter(None, _blocks(readme, "text")[0].splitlines()):
        speaker, colon, text = line.partition("\uff1a")
        if head := re.fullmatch(r"【(.+)】", line):
            room = head[1]
        elif colon:
            said.append((room, speaker, text))
        else:
            said[-1] = (*said[-1][:2], f"{said[-1][2]}\n{line}")
    return said


def _prose(readme: str) -> str:
    return re.sub(r"^```.*?^```", "", READMES[readme], flags=re.M | re.S)


def _blocks(readme: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", READMES[readme], re.M | re.S)


def _objects(readme: str, index: int) -> list[dict[str, Any]]:
    """The JSON objects of a block, which may break their lines."""
    return [json.loads(one) for one in re.split(r"\n(?=\{)", _blocks(readme, "json")[index])]


def _table(readme: str, index: int) -> list[list[str]]:
    """The rows of a table below its head."""
    tables = re.findall(r"(?:^\|.*\n)+", _prose(readme), re.M)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in tables[index].splitlines()]
    return rows[2:]


def _commands() -> dict[str, Any]:
    commands: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    return commands


def _options(command: Any) -> set[str]:
    """The options of a command as they are typed, and its arguments in capitals; --help is everybody's."""
    named: set[str] = set()
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            named.add(parameter.name.upper())
        else:
            named |= {*parameter.opts, *parameter.secondary_opts}
    return named
