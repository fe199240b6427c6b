"""Who held it for how long: whatever happens to a request, the parts add up to its life."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from handlers.ledger import Held, Part, lasting, ledger
from handlers.rules.lifecycle import OPEN, Status
from handlers.rules.working_time import Calendar, WorkingTime, elapsed
from handlers.working_days import is_working_day
from storage.tables import EventRow

OFFICE = WorkingTime(ZoneInfo("Asia/Shanghai"), time(9), time(18), is_working_day)
MONDAY = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)  # noon in Shanghai

steps = st.tuples(
    st.timedeltas(timedelta(), timedelta(days=9)),
    st.fixed_dictionaries(
        {},
        optional={
            "status": st.sampled_from(list(Status)),
            "holder": st.sampled_from(["resident", "committee", "property", "office"]),
            "paused_at": st.sampled_from([None, "2026-11-23T04:00:00+00:00"]),
        },
    ),
)
calendars: st.SearchStrategy[Calendar] = st.sampled_from([OFFICE, None])


def history(changes: list[tuple[timedelta, dict[str, object]]]) -> list[EventRow]:
    """Events that set these fields, each so long after the one before."""
    events, at, status = [], MONDAY, Status.REPORTED
    for gap, fields in changes:
        at, status = at + gap, Status(fields.get("status", status))
        events.append(
            EventRow(
                estate_id="green",
                id=len(events) + 1,
                number=1,
                at=at,
                who_id="",
                role="committee",
                action="note",
                from_status=status,
                to_status=status,
                changes={name: [None, value] for name, value in fields.items()},
            )
        )
    return events


@given(st.lists(steps, min_size=1, max_size=12), st.timedeltas(timedelta(), timedelta(days=9)), calendars)
def test_the_parts_add_up_to_the_whole_life(
    changes: list[tuple[timedelta, dict[str, object]]], gap: timedelta, calendar: Calendar
) -> None:
    events = history(changes)
    ends = [*(event.at for event in events[1:]), events[-1].at + gap]
    alive = [(event.at, end) for event, end in zip(events, ends, strict=True) if event.to_status in OPEN]
    held = ledger(events, ends[-1], calendar).values()

    assert sum((one.total for one in held), timedelta()) == sum((end - at for at, end in alive), timedelta())
    assert sum((one.counted for one in held), timedelta()) == sum(
        (elapsed(at, end, calendar) for at, end in alive), timedelta()
    )
    assert all(one.counted <= one.total for one in held)


@given(st.lists(steps, min_size=1, max_size=12), st.timedeltas(timedelta(), timedelta(days=60)))
def test_an_earlier_look_sees_no_more(changes: list[tuple[timedelta, dict[str, object]]], gap: timedelta) -> None:
    events = history(changes)
    early = ledger(events, MONDAY + gap, None)
    late = ledger(events, events[-1].at + gap, None)
    assert all(held.total <= late[part].total for part, held in early.items())


def test_each_part_in_working_time() -> None:
    day = timedelta(days=1)
    events = history(
        [
            (timedelta(), {"status": "reported", "holder": "committee", "paused_at": None}),
            (timedelta(hours=2), {"status": "ordered", "holder": "property"}),
            (day, {"holder": "resident", "paused_at": "x"}),
            (day, {"holder": "property", "paused_at": None}),
            (timedelta(hours=1), {"paused_at": "x"}),
            (2 * day, {"paused_at": None, "holder": "office"}),  # Friday 15:00
            (day, {"status": "resolved"}),
            (day, {"status": "accepted", "holder": "committee"}),  # Sunday 15:00
        ]
    )
    assert ledger(events, events[-1].at + timedelta(hours=1), OFFICE) == {
        Part.COMMITTEE: Held(timedelta(hours=3), timedelta(hours=2)),
        Part.PROPERTY: Held(timedelta(hours=25), timedelta(hours=10)),
        Part.RESIDENT: Held(day, timedelta(hours=9)),
        Part.PAUSED: Held(2 * day, timedelta(hours=18)),
        Part.OFFICE: Held(day, timedelta(hours=3)),
    }


def test_a_day_of_working_time_is_a_working_day() -> None:
    assert lasting(timedelta(hours=12), OFFICE) == "1天3小时"
    assert lasting(timedelta(hours=12), None) == "12小时"
    assert lasting(timedelta(minutes=20), OFFICE) == "20分钟"
    assert lasting(timedelta(days=2), None) == "2天"


def test_what_never_happened_was_held_by_nobody() -> None:
    assert ledger([], MONDAY, OFFICE) == {}
