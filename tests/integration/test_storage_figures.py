"""What digests ask of storage, on the real databases: what fired, who reported where, who was asked, who did what."""

from __future__ import annotations

from datetime import timedelta

from storage.firings import Due
from storage.tables import EventRow, OutboxRow, ReportRow, RequestRow, SurveyRow
from storage.unit_of_work import Store, UnitOfWork
from tests.integration.test_storage import NOW, line, matter, store

__all__ = ["store"]

DAY = timedelta(days=1)


async def reported(work: UnitOfWork, room_id: str, *, estate_id: str = "green") -> RequestRow:
    request = await work.requests.add(matter(estate_id))
    await work.requests.add_report(
        ReportRow(estate_id=estate_id, id=0, number=request.number, account="a", room_id=room_id,
                  message_id=f"m{request.number}", talker_id="t", said_at=NOW)
    )  # fmt: skip
    return request


def event(number: int, action: str, days: int = 0, *, undoes: int | None = None) -> EventRow:
    return EventRow(estate_id="green", id=0, number=number, at=NOW + days * DAY, who_id="zhang", role="committee",
                    action=action, from_status="reported", to_status="accepted", undoes=undoes)  # fmt: skip


async def test_what_has_fired_is_known_by_what_and_when(store: Store) -> None:
    morning, next_morning, weekly = Due("morning", NOW), Due("morning", NOW + DAY), Due("weekly", NOW)
    async with store.writing() as work:
        await work.firings.claim("green", [morning], NOW)
        await work.commit()
    async with store.reading() as work:
        assert await work.firings.fired("green", [morning, next_morning, weekly]) == {("morning", NOW)}
        assert await work.firings.fired("blue", [morning]) == set()


async def test_a_request_belongs_to_the_groups_that_reported_it_or_what_was_merged_into_it(store: Store) -> None:
    async with store.writing() as work:
        kept = await reported(work, "r3")
        merged = await reported(work, "r5")
        merged.merged_into = kept.number
        await reported(work, "r5")
        await reported(work, "r3", estate_id="blue")
        await work.commit()
    async with store.reading() as work:
        assert await work.figures.reported_in("green", ["r3"]) == {1}
        assert await work.figures.reported_in("green", ["r5"]) == {1, 3}
        assert await work.figures.reported_in("green", ["r3", "r5"]) == {1, 3}


async def test_whoever_was_asked_twice_counts_with_the_last_answer(store: Store) -> None:
    async with store.writing() as work:
        await reported(work, "r3")
        for closing, days, answer in ((1, 0, 3), (2, 1, None), (3, 9, 1)):
            work.session.add(SurveyRow(estate_id="green", number=1, closing=closing, talker_id="t", room_id="r3",
                                       asked_at=NOW + days * DAY, answer=answer))  # fmt: skip
        await work.commit()
    async with store.reading() as work:
        assert await work.figures.survey("green", NOW, NOW + 7 * DAY) == {(1, "r3", "t"): None}
        assert await work.figures.survey("green", NOW, NOW + 9 * DAY + DAY) == {(1, "r3", "t"): 1}


async def test_what_was_taken_back_was_not_done(store: Store) -> None:
    async with store.writing() as work:
        await reported(work, "r3")
        for one in (event(1, "take"), event(1, "resolve", 1), event(1, "resolve", 2, undoes=2), event(1, "note", 3)):
            await work.requests.add_event(one)
        await work.requests.add_event(event(1, "take", 8))
        await work.commit()
    async with store.reading() as work:
        deeds = await work.figures.deeds("green", NOW, NOW + 7 * DAY, ("take", "resolve"))
        assert [(deed.id, deed.action) for deed in deeds] == [(1, "take")]
        histories = await work.figures.histories("green", [1, 2])
        assert {number: [one.id for one in events] for number, events in histories.items()} == {1: [1, 2, 3, 4, 5]}


async def test_the_picture_of_a_line_that_was_said_is_not_kept(store: Store) -> None:
    async with store.writing() as work:
        shown = line("digest")
        shown.image = b"\x89PNG"
        await work.outbox.say(shown)
        await work.commit()
    async with store.writing() as work:
        (claimed,) = await work.outbox.claim("a", NOW, 1)
        assert claimed.image == b"\x89PNG"
        await work.outbox.settle(claimed, "pending", now=NOW, later=NOW)
        await work.commit()
    assert (await _line(store)).image == b"\x89PNG"
    async with store.writing() as work:
        (claimed,) = await work.outbox.claim("a", NOW, 1)
        await work.outbox.settle(claimed, "sent", now=NOW, message_id="m")
        await work.commit()
    assert (await _line(store)).image is None


async def _line(store: Store) -> OutboxRow:
    async with store.reading() as work:
        row = await work.outbox.get("green", 1)
    assert row is not None
    return row
