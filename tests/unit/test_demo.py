"""The demo without a browser: its estate, its scripted day, its clock, the words of "why"."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.channels.base import Kind
from bot.channels.local import Line
from bot.web import labels
from bot.web.board import flags
from bot.web.clock import DemoClock
from bot.web.day import load_day
from bot.web.history import Change, steps
from bot.web.pictures import LARGEST, is_picture, picture_response
from bot.web.player import Speed, pause_before
from bot.web.scene import Scene
from bot.web.town import load_town
from bot.web.why import bars, command_facts, pieces, tag_of
from handlers.commands import parse
from handlers.message import Handled, Outcome
from handlers.rules.lifecycle import Action, Role, RoomRole, Status
from nlp.reading import Category, Cause, Reading
from storage.tables import EventRow, RequestRow

MORNING = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def line(text: str, message_id: str = "m1", image: bytes | None = None) -> Line:
    return Line(message_id, "low@demo", "wang", "王姐", Kind.TEXT, text, MORNING, image=image)


def test_the_estate_has_fourteen_buildings_three_building_groups_and_one_group_of_every_other_role() -> None:
    estate = load_town().estate
    assert len(estate.gazetteer.buildings) == 14
    assert [room.role for room in estate.rooms].count(RoomRole.BUILDING) == 3
    for role in set(RoomRole) - {RoomRole.BUILDING}:
        assert len(estate.rooms_of(role)) == 1, role
    assert set(estate.gazetteer.buildings) == {f"{number}栋" for number in range(1, 15)}


def test_every_line_of_the_day_is_said_by_a_member_of_its_room_in_order_of_time() -> None:
    town, day = load_town(), load_day()
    for said in day.lines:
        assert said.room_id in town.person(said.who).rooms, said
        assert said.text or said.picture, said
    times = [day.begins, *(said.at for said in day.lines), day.ends]
    assert times == sorted(times)


def test_a_line_of_the_day_refers_only_to_lines_before_it() -> None:
    known: set[str] = set()
    for said in load_day().lines:
        named = {said.quote, said.card, *re.findall(r"\{(\w+)\}", said.text)} - {""}
        assert named <= known, said
        known.add(said.name)


def test_the_day_is_a_working_friday_whenever_it_is_played() -> None:
    day = load_day()
    assert day.last(date(2026, 11, 20)) == date(2026, 11, 20)
    assert day.last(date(2026, 11, 26)) == date(2026, 11, 20)
    assert day.last(date(2026, 10, 7)) == date(2026, 9, 18)  # 25 September is Mid-Autumn Day, 2 October a holiday too


def test_a_visitor_who_watches_the_day_at_ordinary_speed_has_seen_it_in_two_minutes() -> None:
    assert sum(pause_before(said) for said in load_day().lines) * Speed.NORMAL.value < 100


def test_the_day_has_seventy_lines_and_some_in_every_room_with_commands_by_quote_and_by_number() -> None:
    lines = load_day().lines
    assert 70 <= len(lines) <= 80
    assert {said.room_id for said in lines} == {room.room_id for room in load_town().estate.rooms}
    assert any(said.card for said in lines)
    assert any(re.search(r"^\{\w+\} 办结", said.text) for said in lines)


def test_everything_that_can_be_shown_has_a_chinese_word() -> None:
    assert set(labels.CATEGORY) == set(Category)
    assert set(labels.STATUS) == set(Status)
    assert set(labels.OUTCOME) == set(labels.TAG) == set(Outcome)
    assert set(labels.ROLE) == set(Role)
    assert set(labels.EMPTY_ROOM) == set(RoomRole)
    assert set(labels.ACTION) == {action.value for action in Action}


def test_the_clock_runs_can_be_moved_on_and_never_goes_back() -> None:
    clock = DemoClock(MORNING)
    assert clock.now() >= MORNING
    clock.move_to(MORNING + timedelta(hours=2))
    clock.move_to(MORNING + timedelta(hours=1))
    assert clock.now() >= MORNING + timedelta(hours=2)


async def test_a_page_that_breaks_harms_neither_the_chat_nor_other_pages(caplog: pytest.LogCaptureFixture) -> None:
    class Watching:
        def __init__(self) -> None:
            self.seen: list[str] = []

        def line_said(self, line: Line) -> None:
            self.seen.append(line.text)

        def line_handled(self, message_id: str) -> None: ...
        def board_changed(self) -> None: ...
        def play_changed(self) -> None: ...
        def begun_anew(self) -> None: ...

    class Broken(Watching):
        def line_said(self, line: Line) -> None:
            raise RuntimeError("this tab is gone")

    scene, watching = Scene(load_town(), MORNING), Watching()
    scene.watch(Broken())
    leave = scene.watch(watching)
    person = scene.town.person("wang")
    scene.say("low@demo", person, "早")
    leave()
    scene.say("low@demo", person, "晚")
    assert watching.seen == ["早"]
    assert [one.text for one in scene.lines] == ["早", "晚"]
    assert "a page could not be told" in caplog.text


def test_words_that_told_something_stand_out_where_they_stand() -> None:
    reading = Reading(("parking",), because=(Cause("停车", "parking", 2.0), Cause("乱停车", "parking", 1.0)))
    shown = pieces(line("又乱停车了"), reading)
    assert [(piece.text, piece.category) for piece in shown] == [("又", ""), ("乱停车", "parking"), ("了", "")]


def test_a_word_speaks_against_a_request_when_it_lowers_a_category_or_raises_none() -> None:
    causes = (
        Cause("停车", "parking", 2.0),
        Cause("谢谢", "none", 1.0),
        Cause("吗", "parking", -0.5),
        Cause("了", "none", -0.4),
        Cause("不在句中", "parking", 9.0),
        Cause(",", "parking", 9.0),
    )
    shown = bars(line("谢谢,停车了吗"), Reading(("parking",), because=causes))
    assert [(bar.word, bar.against, bar.share) for bar in shown] == [
        ("停车", False, 1.0), ("谢谢", True, 0.5), ("吗", True, 0.25), ("了", False, 0.2),
    ]  # fmt: skip


def test_the_context_is_told_in_chinese() -> None:
    used = ("said by staff", "same speaker 40 s ago", "same speaker 200 s ago", "talk about noise", "quoted line",
            "place from nickname")  # fmt: skip
    assert labels.context(used) == (
        "说话的是工作人员、本人40秒前说的话、本人3分钟前说的话、群里正在说噪音、引用的话、地点取自群昵称"
    )


def test_a_command_is_told_with_its_arguments() -> None:
    assert list(command_facts(parse("3 办结 已拖走"))) == [("指令", "办结"), ("编号", "#3"), ("说明", "已拖走")]
    assert list(command_facts(parse("合并 9 到 3"))) == [("指令", "合并"), ("编号", "#9"), ("并到", "#3")]
    assert list(command_facts(parse("今天天气真好"))) == []


def test_the_tag_names_the_request_where_there_is_one() -> None:
    assert tag_of(Handled(Outcome.REPORT, 3)) == "新诉求 #3"
    assert tag_of(Handled(Outcome.CHATTER)) == "闲聊"


def event(action: str, status: tuple[str, str], **known: Any) -> EventRow:
    return EventRow(
        estate_id="tonghuali", id=0, number=1, at=MORNING, action=action, from_status=status[0], to_status=status[1],
        **{"who_id": "lin", "who_name": "林姐", "role": "committee", **known},
    )  # fmt: skip


def test_the_history_tells_who_did_what_when_and_what_it_changed() -> None:
    paused_until = {
        "paused_until": [None, "2026-03-10T16:00:00+00:00"],
        "paused_at": [None, "2026-03-02T23:00:00+00:00"],
    }
    made, ordered, paused, undone, resumed, rated = steps(
        [
            event("report", ("reported", "reported"), role="resident", changes={"status": [None, "reported"]}),
            event("order", ("reported", "ordered"), note="派给物业",
                  changes={"status": ["reported", "ordered"], "holder": ["committee", "property"],
                           "assignee": ["", "物业"]}),
            event("pause", ("ordered", "ordered"), note="等配件", changes=paused_until),
            event("undo", ("ordered", "ordered"), note="挂起",
                  changes={"paused_until": ["2026-03-10T16:00:00+00:00", None]}),
            event("resume", ("ordered", "ordered"), who_id="", who_name="", role="bot"),
            event("rate", ("resolved", "resolved"), note="1"),
        ],
        MORNING + timedelta(days=1),
        load_town().estate.zone,
    )  # fmt: skip
    assert (made.when, made.who, made.role, made.what, made.changes) == ("3月3日 07:00", "林姐", "业主", "登记", ())
    assert (ordered.status, ordered.note) == ("ordered", "派给物业")
    assert ordered.changes == (Change("在谁手上", "业委会", "物业"), Change("经办人", "", "物业"))
    assert (paused.status, paused.changes) == ("", (Change("挂起到", "", "3月11日 00:00"),))
    assert (undone.what, undone.note, undone.changes) == ("撤销“挂起”", "", (Change("挂起到", "3月11日 00:00", ""),))
    assert (resumed.who, resumed.role, resumed.what) == ("小哨", "机器人", "恢复")
    assert (rated.what, rated.note) == ("回访", "1(满意)")


def test_who_was_erased_has_no_name_in_the_history() -> None:
    (step,) = steps([event("report", ("reported", "reported"), who_name="")], MORNING, load_town().estate.zone)
    assert step.who == "(已删除)"


@pytest.mark.parametrize(
    ("known", "late", "shown"),
    [
        ({}, False, []),
        ({"paused_at": MORNING}, False, ["挂起"]),
        ({"paused_at": MORNING, "holder": "resident"}, False, ["等回话"]),
        ({"whistled_to": "街道"}, True, ["已超时", "吹哨·街道"]),
        ({"status": "resolved", "whistled_to": "街道"}, True, []),
    ],
)
def test_flags_stand_beside_the_state_of_what_is_open(known: dict[str, Any], late: bool, shown: list[str]) -> None:
    request = RequestRow(estate_id="tonghuali", number=1, category="repair", **known)
    assert [flag.text for flag in flags(request, late=late)] == shown


def test_only_pictures_of_a_known_kind_and_size_are_shown() -> None:
    assert is_picture(PNG)
    assert is_picture(b"\xff\xd8\xff\xe0")
    assert is_picture(b"RIFF1234WEBPVP8 ")
    assert not is_picture(b"<svg onload=alert(1)>")
    assert not is_picture(b"")
    assert not is_picture(PNG + b"0" * LARGEST)


def test_a_picture_is_served_as_what_it_is_and_nothing_else_is() -> None:
    lines = [line("", "m1", PNG), line("没有图", "m2")]
    found = picture_response(lines, "m1")
    assert (found.media_type, found.headers["x-content-type-options"]) == ("image/png", "nosniff")
    assert picture_response(lines, "m2").status_code == 404
    assert picture_response(lines, "m3").status_code == 404
