"""config.toml: what is right becomes settings; what is wrong is named with file, key, reason and cure."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.channels.local import LocalChannel
from bot.channels.wechaty.channel import WechatyChannel
from bot.config import ConfigError, load
from bot.config.loading import wechaty_from
from bot.config.settings import Settings
from handlers.estate import Digests
from handlers.rules.deadlines import URGENT, Deadline
from handlers.rules.lifecycle import Role, RoomRole
from handlers.rules.working_time import Span
from nlp.reading import Category
from nlp.schedule import LAST, Daily, Monthly, Recurring, Weekly

EIGHT_HOURS = Span(time=timedelta(hours=8))
EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
SMALL = """
[channel]
kind = "local"

[[estates]]
id = "green"
name = "青园"
buildings = ["1-3栋", "5号楼", "A座"]

[estates.places]
"中庭" = ["中心花园"]

[estates.deadlines]
parking = { answer = "8h", resolve = "3d" }

[[estates.rooms]]
id = "r1@chatroom"
role = "building"
buildings = ["1-2栋"]

[[estates.rooms]]
id = "rc@chatroom"
name = "业委会群"
role = "committee"

[[estates.members]]
id = "wx-zhang"
name = "张姐"
role = "committee"
"""

Write = Callable[[str | bytes], Path]


@pytest.fixture(autouse=True)
def _no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WHISTLE_WECHATY_TOKEN", raising=False)
    monkeypatch.delenv("WHISTLE_DATABASE_PASSWORD", raising=False)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(content: str | bytes) -> Path:
        path = tmp_path / "config.toml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


def changed(old: str, new: str) -> str:
    """The small config with one thing changed."""
    assert old in SMALL
    return SMALL.replace(old, new)


def problems(path: Path) -> list[tuple[str, str]]:
    """The keys and reasons of a refusal. Every problem names the file and a cure."""
    with pytest.raises(ConfigError) as refused:
        load(path)
    assert all(problem.file == str(path) and problem.cure for problem in refused.value.problems)
    assert len(str(refused.value).splitlines()) == len(refused.value.problems)
    return [(problem.key, problem.reason) for problem in refused.value.problems]


def refusal(path: Path) -> ConfigError:
    with pytest.raises(ConfigError) as refused:
        load(path)
    return refused.value


class TestRight:
    def test_the_example_is_a_whole_estate(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("WHISTLE_WECHATY_TOKEN", "a-token")
        settings = load(EXAMPLE)
        (estate,) = settings.estates
        assert estate.gazetteer.buildings == tuple(f"{n}栋" for n in range(1, 15))
        assert {role: len(estate.rooms_of(role)) for role in RoomRole} == {
            RoomRole.BUILDING: 3,
            RoomRole.COMMITTEE: 1,
            RoomRole.PROPERTY: 1,
            RoomRole.OFFICE: 1,
        }
        assert estate.quiet is not None
        assert (estate.quiet.start, estate.quiet.end) == (time(22), time(7, 30))
        assert set(estate.deadlines) == {category.value for category in Category}
        assert estate.urgent == URGENT
        assert estate.deadlines["parking"].working
        assert not estate.deadlines["safety"].working
        assert isinstance(settings.open_channel(), WechatyChannel)

    def test_a_small_one_has_defaults_for_the_rest(self, write: Write, tmp_path: Path) -> None:
        settings = load(write(SMALL))
        (estate,) = settings.estates
        assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path}/whistle.sqlite3"
        assert isinstance(settings.open_channel(), LocalChannel)
        assert (settings.pace.gap, settings.pace.jitter) == (1.5, 1.0)
        assert estate.zone.key == "Asia/Shanghai"
        assert estate.quiet is None
        assert estate.deadlines == {"parking": Deadline(EIGHT_HOURS, Span(days=3), working=True)}
        assert (estate.working_hours.start, estate.working_hours.end) == (time(9), time(18))
        assert estate.role_of("wx-zhang") is Role.COMMITTEE
        assert estate.role_of("张姐") is Role.RESIDENT

    def test_buildings_are_written_as_people_write_them(self, write: Write) -> None:
        (estate,) = load(write(SMALL)).estates
        assert estate.gazetteer.buildings == ("1栋", "2栋", "3栋", "5栋", "A座")
        assert estate.rooms[0].buildings == ("1栋", "2栋")

    @pytest.mark.parametrize("prefix", [b"\xef\xbb\xbf", b""])
    @pytest.mark.parametrize("ending", ["\n", "\r\n"])
    def test_notepads_byte_order_mark_and_line_ends_do_no_harm(self, write: Write, prefix: bytes, ending: str) -> None:
        assert load(write(prefix + SMALL.replace("\n", ending).encode())).estates[0].name == "青园"

    def test_digests_have_times_of_their_own_or_none(self, write: Write) -> None:
        (usual,) = load(write(SMALL)).estates
        assert usual.digests == Digests(
            Recurring(Daily(), time(8, 30), "Asia/Shanghai"),
            Recurring(Weekly((7,)), time(19), "Asia/Shanghai"),
            Recurring(Monthly((1,)), time(9), "Asia/Shanghai"),
        )
        given = '[estates.digests]\nmorning = ""\nweekly = "周一 7:05"\nmonthly = "最后一天 18:00"\n[estates.places]'
        (estate,) = load(write(changed("[estates.places]", given))).estates
        assert estate.digests == Digests(
            None,
            Recurring(Weekly((1,)), time(7, 5), "Asia/Shanghai"),
            Recurring(Monthly((LAST,)), time(18), "Asia/Shanghai"),
        )

    def test_spans_can_be_written_in_chinese(self, write: Write) -> None:
        settings = load(write(changed('answer = "8h", resolve = "3d"', 'answer = "30分钟", resolve = "2天"')))
        half_an_hour = Span(time=timedelta(minutes=30))
        assert settings.estates[0].deadlines["parking"] == Deadline(half_an_hour, Span(days=2), working=True)

    def test_a_category_can_run_round_the_clock(self, write: Write) -> None:
        (estate,) = load(write(changed('resolve = "3d"', 'resolve = "3d", working = false'))).estates
        assert estate.deadlines["parking"] == Deadline(EIGHT_HOURS, Span(days=3), working=False)

    def test_working_hours_are_the_estates_own(self, write: Write) -> None:
        hours = 'working_hours = { start = "08:30", end = "17:30" }\nbuildings = ["1-3栋"'
        (estate,) = load(write(changed('buildings = ["1-3栋"', hours))).estates
        assert (estate.working_hours.start, estate.working_hours.end) == (time(8, 30), time(17, 30))


class TestRefused:
    @pytest.mark.parametrize(
        ("old", "new", "key", "reason", "cure"),
        [
            ("[channel]", "[chanel]", "chanel", "is no key of the config", 'did you mean "channel"?'),
            ('name = "青园"', 'nmae = "青园"', "estates[green].name", "is missing", "add it"),
            ('role = "building"', 'role = "bulding"', "estates[green].rooms[r1@chatroom].role", '"bulding" is unknown',
             'did you mean "building"?'),
            ('name = "张姐"\nrole = "committee"', 'role = "boss"', "estates[green].members[wx-zhang].role",
             '"boss" is unknown', "resident, committee, property, office"),
            ("parking =", "parkng =", "estates[green].deadlines.parkng", "is no category", 'did you mean "parking"?'),
            ('"8h"', '"8x"', "estates[green].deadlines.parking.answer", "'8x' is no span of time", '"8h"'),
            ('"8h"', '"9d"', "estates[green].deadlines.parking", "has a first answer later than the resolution",
             "shorter"),
            ('answer = "8h", resolve = "3d"', 'answer = "24h", resolve = "2d"', "estates[green].deadlines.parking",
             "has a first answer later than the resolution", "working day"),
            ("parking = {", "urgent = { working = true,", "estates[green].deadlines.urgent.working",
             "would let danger wait for a working day", "remove working"),
            ('"8h"', '"400d"', "estates[green].deadlines.parking.answer", '"400d" is out of range', "366d"),
            ('resolve = "3d"', 'resolve = "3d", working = "perhaps"', "estates[green].deadlines.parking.working",
             "is neither true nor false", "true or false"),
            ('buildings = ["1-3栋"', 'working_hours = { start = "18:00", end = "09:00" }\nbuildings = ["1-3栋"',
             "estates[green].working_hours", "ends before it starts", "09:00"),
            ('"1-2栋"', '"1-4栋"', "estates[green].rooms[r1@chatroom].buildings", 'names "4栋", no building of green',
             "add it to the estate's buildings"),
            ('"5号楼"', '"3号楼"', "estates[green].buildings", 'names "3栋" twice', "remove one"),
            ('"1-3栋"', '"3-1栋"', "estates[green].buildings", '"3-1栋" is no range of buildings', "smaller number"),
            ('name = "业委会群"\nrole = "committee"', 'role = "property"', "estates[green].rooms",
             "has no committee room", 'role = "committee"'),
            ('id = "rc@chatroom"', 'id = "r1@chatroom"', "estates[green].rooms[r1@chatroom]", "is listed twice",
             "remove one"),
            ('id = "rc@chatroom"', 'id = "rc@chatroom\u200b"', "estates[green].rooms[#2].id",
             "has a blank or an invisible sign (U+200B) in it", "copy the id again"),
            ('id = "rc@chatroom"', "id = 12", "estates[green].rooms[#2].id", "is no text", "quotes"),
            ('id = "green"', 'id = "green\\nroom"', "estates[#1].id", '"green\nroom" is no estate id', "letters"),
            ('["中心花园"]', '["中庭"]', "estates[green].places.中庭",
             'takes "中庭", which already means "中庭"', "one place"),
            ('["中心花园"]', '["3栋"]', "estates[green].places.中庭",
             'takes "3栋", which already means "3栋"', "one place"),
            ('kind = "local"', 'kind = "wechat"', "channel.kind", '"wechat" is unknown', 'did you mean "wechaty"?'),
            ('kind = "local"', 'kind = "local"\ngap_seconds = 999', "channel.gap_seconds",
             "is not right (input should be less than or equal to 60)", "config.example.toml"),
            ('kind = "local"', 'kind = "local"\ntoken = "abc"', "channel.token", "is no key of the config",
             "secrets come from the environment"),
            ("[estates.places]", '[estates.digests]\nmorning = "八点半"\n[estates.places]',
             "estates[green].digests.morning", "'八点半' is no time of day", '"08:30", or "" for none'),
            ("[estates.places]", '[estates.digests]\nmorning = 8\n[estates.places]',
             "estates[green].digests.morning", "8 is no time of day", '"08:30"'),
            ("[estates.places]", '[estates.digests]\nweekly = "19:00"\n[estates.places]',
             "estates[green].digests.weekly", "'19:00' is no weekday with a time", '"周日 19:00"'),
            ("[estates.places]", '[estates.digests]\nmonthly = "31号 09:00"\n[estates.places]',
             "estates[green].digests.monthly", '"31号 09:00" is no day that every month has', '"最后一天 18:00"'),
            ("[estates.places]", '[estates.digests]\nnightly = "22:00"\n[estates.places]',
             "estates[green].digests.nightly", "is no key of the config", "morning, weekly, monthly"),
            ("[channel]", "[web]\nport = 0\n[channel]", "web.port",
             "is not right (input should be greater than or equal to 1)", "config.example.toml"),
        ],
    )  # fmt: skip
    def test_with_key_reason_and_cure(self, write: Write, old: str, new: str, key: str, reason: str, cure: str) -> None:
        refused = refusal(write(changed(old, new)))
        found = {(problem.key, " ".join(problem.reason.split())): problem.cure for problem in refused.problems}
        assert (key, " ".join(reason.split())) in found
        assert cure in found[key, " ".join(reason.split())]

    def test_a_time_zone_that_does_not_exist(self, write: Write) -> None:
        refused = refusal(write(changed('name = "青园"', 'name = "青园"\ntime_zone = "Asia/Shangai"')))
        assert (refused.key, refused.reason) == ("estates[green].time_zone", '"Asia/Shangai" is no time zone')
        assert 'did you mean "Asia/Shanghai"?' in refused.cure

    def test_quiet_hours_that_are_none(self, write: Write) -> None:
        quiet = 'name = "青园"\nquiet_hours = { start = "22:00", end = "22:00" }'
        assert problems(write(changed('name = "青园"', quiet))) == [
            ("estates[green].quiet_hours", "starts and ends at the same time")
        ]
        late = quiet.replace('end = "22:00"', 'end = "24:30"')
        assert problems(write(changed('name = "青园"', late))) == [
            ("estates[green].quiet_hours.end", "is no time of day")
        ]

    def test_a_room_in_two_estates(self, write: Write) -> None:
        second = SMALL[SMALL.index("[[estates]]") :].replace('"green"', '"blue"')
        found = problems(write(SMALL + second))
        assert ("estates[blue].rooms[r1@chatroom]", 'is also a room of estate "green"') in found
        assert ("estates[blue].rooms[rc@chatroom]", 'is also a room of estate "green"') in found

    def test_two_estates_of_one_id(self, write: Write) -> None:
        second = SMALL[SMALL.index("[[estates]]") :].replace("@chatroom", "@other")
        assert problems(write(SMALL + second)) == [("estates[green].id", "is the id of two estates")]

    def test_a_member_listed_twice(self, write: Write) -> None:
        twice = SMALL + '\n[[estates.members]]\nid = "wx-zhang"\nrole = "property"\n'
        assert problems(write(twice)) == [("estates[green].members[wx-zhang]", "is listed twice")]

    def test_everything_wrong_is_told_at_once(self, write: Write) -> None:
        wrong = SMALL.replace("[channel]", "[chanel]").replace("parking =", "parkng =").replace('"1-2栋"', '"9栋"')
        assert problems(write(wrong)) == [
            ("chanel", "is no key of the config"),
            ("estates[green].rooms[r1@chatroom].buildings", 'names "9栋", no building of green'),
            ("estates[green].deadlines.parkng", "is no category"),
        ]

    def test_one_wrong_room_does_not_make_the_estate_missing(self, write: Write) -> None:
        assert problems(write(changed('role = "building"', 'role = "bulding"'))) == [
            ("estates[green].rooms[r1@chatroom].role", '"bulding" is unknown')
        ]

    @pytest.mark.parametrize(
        ("content", "key", "reason"),
        [
            ("", "estates", "is missing"),
            ("estates = []", "estates", "is empty"),
            ("estates = 3", "estates", "is no list"),
            ("estates = [3]", "estates[#1]", "is no table"),
            ("[[estates]]\nid =", "end of document", "is no TOML (Invalid value)"),
            ("a = 1\na = 2\n", "line 2, column 6", "is no TOML (Cannot overwrite a value)"),
            ("a = " + "[" * 3000, "", "is nested too deeply"),
            (SMALL.encode("gb18030"), "line 7", "is not UTF-8"),
            (SMALL.encode("utf-16"), "line 1", "is not UTF-8"),
            ("a = 1\0", "line 1, column 6", "is no TOML"),
        ],
    )
    def test_what_is_no_config_at_all(self, write: Write, content: str | bytes, key: str, reason: str) -> None:
        refused = refusal(write(content))
        assert refused.key == key
        assert refused.reason.startswith(reason)

    def test_chinese_punctuation_is_pointed_at(self, write: Write) -> None:
        refused = refusal(write(changed('name = "青园"', "name = “青园”")))
        assert refused.key == "line 7, column 8"
        assert refused.cure == "write “ in its half-width form"

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        refused = refusal(tmp_path / "nowhere.toml")
        assert (refused.file, refused.key, refused.reason) == (str(tmp_path / "nowhere.toml"), "", "does not exist")
        assert "config.example.toml" in refused.cure
        assert refusal(tmp_path).reason == "cannot be read (Is a directory)"


WECHATY = SMALL.replace('kind = "local"', 'kind = "wechaty"\nendpoint = "127.0.0.1:18788"')


class TestWechaty:
    def test_the_token_comes_from_the_environment(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("WHISTLE_WECHATY_TOKEN", " a-token\n")
        settings = load(write(WECHATY))
        assert settings.wechaty is not None
        assert settings.wechaty.token == "a-token"
        assert "a-token" not in repr(settings)

    def test_or_from_a_file_beside_the_config(self, write: Write, tmp_path: Path) -> None:
        path = write(WECHATY.replace("[[estates]]", 'token_file = "secret"\n[[estates]]', 1))
        secret = tmp_path / "secret"
        secret.write_text("a-token\n")
        secret.chmod(0o600)
        assert token_of(load(path)) == "a-token"

    @pytest.mark.skipif(os.name != "posix", reason="needs POSIX file modes")
    def test_which_nobody_else_may_read(self, write: Write, tmp_path: Path) -> None:
        path = write(WECHATY.replace("[[estates]]", 'token_file = "secret"\n[[estates]]', 1))
        secret = tmp_path / "secret"
        secret.write_text("a-token\n")
        secret.chmod(0o640)
        refused = refusal(path)
        assert refused.key == "channel.token_file"
        assert refused.reason.endswith("which others may read (mode 0640)")
        assert refused.cure == f"chmod 600 {secret}"
        assert "a-token" not in str(refused)

    @pytest.mark.parametrize("content", [b"", b"one\ntwo\n", b"\xff\xfe"])
    def test_and_which_holds_nothing_else(self, write: Write, tmp_path: Path, content: bytes) -> None:
        path = write(WECHATY.replace("[[estates]]", 'token_file = "secret"\n[[estates]]', 1))
        (tmp_path / "secret").write_bytes(content)
        (tmp_path / "secret").chmod(0o600)
        assert [key for key, _ in problems(path)] == ["channel.token_file"]

    def test_without_a_token_it_does_not_start(self, write: Write) -> None:
        assert problems(write(WECHATY)) == [("channel", "has no token for the Wechaty gateway")]

    def test_a_token_copied_with_something_else(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("WHISTLE_WECHATY_TOKEN", "a token")
        assert problems(write(WECHATY)) == [("channel", "has a token with blanks or signs that no token has")]

    @pytest.mark.parametrize("endpoint", ["", "gateway", "gateway:", "gateway:99999", "http://gateway:80/", ":80"])
    def test_an_endpoint_is_host_and_port(self, write: Write, monkeypatch: pytest.MonkeyPatch, endpoint: str) -> None:
        monkeypatch.setenv("WHISTLE_WECHATY_TOKEN", "a-token")
        found = problems(write(WECHATY.replace("127.0.0.1:18788", endpoint)))
        assert [key for key, _ in found] == ["channel.endpoint"]

    def test_certificates_without_tls(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("WHISTLE_WECHATY_TOKEN", "a-token")
        path = write(WECHATY.replace("[[estates]]", 'ca_file = "none.pem"\n[[estates]]', 1))
        assert [key for key, _ in problems(path)] == ["channel.ca_file", "channel.ca_file"]

    def test_the_groups_can_be_listed_before_the_estates_are_written(
        self, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("WHISTLE_WECHATY_TOKEN", "a-token")
        path = write(WECHATY[: WECHATY.index("[[estates]]")])
        assert wechaty_from(path).endpoint == "127.0.0.1:18788"
        with pytest.raises(ConfigError, match=r"channel\.kind"):
            wechaty_from(write(SMALL))


class TestDatabase:
    def test_a_relative_file_lies_beside_the_config(self, write: Write, tmp_path: Path) -> None:
        assert database(write, "sqlite:///data/w.db").endswith(f"{tmp_path}/data/w.db")
        assert database(write, "sqlite:////var/lib/w.db") == "sqlite+aiosqlite:////var/lib/w.db"

    def test_postgresql_gets_its_password_from_the_environment(
        self, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert database(write, "postgresql://w@db/whistle") == "postgresql+asyncpg://w@db/whistle"
        monkeypatch.setenv("WHISTLE_DATABASE_PASSWORD", "p@ss/word")
        assert database(write, "postgresql://w@db/whistle") == "postgresql+asyncpg://w:p%40ss%2Fword@db/whistle"
        assert "p%40ss" not in repr(load(write(f'[database]\nurl = "postgresql://w@db/whistle"\n{SMALL}')))

    @pytest.mark.parametrize(
        ("url", "reason"),
        [
            ("postgresql://w:secret@db/whistle", "has a password in it"),
            ("postgresql://w@db/whistle?password=secret", "has a password in it"),
            ("mysql://w@db/whistle", 'begins with "mysql", which Whistle cannot use'),
            ("postgresql+psycopg2://w@db/whistle", 'begins with "postgresql+psycopg2", which Whistle cannot use'),
            ("whistle.sqlite3", "is no database URL"),
        ],
    )
    def test_other_urls_are_refused(self, write: Write, url: str, reason: str) -> None:
        refused = refusal(write(f'[database]\nurl = "{url}"\n{SMALL}'))
        assert (refused.key, refused.reason) == ("database.url", reason)
        assert "secret" not in str(refused).replace("secrets", "")


def database(write: Write, url: str) -> str:
    return load(write(f'[database]\nurl = "{url}"\n{SMALL}')).database_url


def token_of(settings: Settings) -> str:
    assert settings.wechaty is not None
    return settings.wechaty.token
