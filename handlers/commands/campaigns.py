"""活动: campaigns that are ready to use, switched on and off with one line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers import texts
from handlers.campaigns import Campaign, named, templates
from handlers.commands.applying import UserMistake
from handlers.commands.declare import command
from handlers.commands.language.parsed import Parsed
from handlers.desk import Desk
from handlers.recurrence import next_due, upcoming
from handlers.reminding import EVERY_BUILDING, kept, rooms_meant, rooms_of, schedule_of, told_rooms, words_of
from handlers.rooms import ALL
from storage.tables import ReminderRow

_REPEATED_BACK = 3
"""So many next dates are told."""


@command(
    "活动",
    also="活动列表",
    intent="list_campaigns",
    example="活动",
    about="现成的宣传提醒有哪些,开了哪些",
    requires=(),
)
async def list_campaigns(parsed: Parsed, desk: Desk) -> None:
    """All campaigns, and when those that are on speak next."""
    lines = [texts.campaign_line(one.name, one.about, await _next(desk, one)) for one in templates()]
    await desk.reply(texts.campaign_list(lines, templates()[0].name))


@command(
    "开启活动",
    also="打开活动 启用活动",
    intent="start_campaign",
    example="开启活动 消防通道",
    about="一句话开一个宣传活动,发到全部业主群(或写明的群)",
    requires=(),
)
async def start_campaign(parsed: Parsed, desk: Desk) -> None:
    """Say it in all building rooms, or in those that are named, from now on. Switched on again it is set anew."""
    chosen = _chosen(parsed)
    rooms = rooms_meant(desk.estate, parsed.text("room") or ALL)
    if not rooms_of(desk.estate, rooms):
        known = [room.name for room in rooms_of(desk.estate, [EVERY_BUILDING])]
        raise UserMistake(texts.no_room_called(parsed.text("room"), known))
    where = told_rooms(desk.estate, rooms)
    for one in chosen:
        await _switch_off(desk, one)
        await _switch_on(desk, one, rooms)
    if len(chosen) > 1:
        await desk.reply(texts.campaigns_on([one.name for one in chosen], where))
        return
    days, example = _coming(desk, chosen[0])
    await desk.reply(texts.campaign_on(chosen[0].name, days, where, example))


@command(
    "关闭活动",
    also="停用活动 停止活动",
    intent="stop_campaign",
    example="关闭活动 消防通道",
    about="关掉一个宣传活动",
    requires=(),
)
async def stop_campaign(parsed: Parsed, desk: Desk) -> None:
    """It says nothing any more, nor what waits for the morning."""
    chosen = _chosen(parsed)
    stopped = [one.name for one in chosen if await _switch_off(desk, one)]
    if stopped:
        await desk.reply(texts.campaign_off(stopped))
    else:
        await desk.reply(texts.campaign_was_off([one.name for one in chosen]))


def _chosen(parsed: Parsed) -> Sequence[Campaign]:
    said = parsed.text("campaign")
    if said == ALL:
        return templates()
    found = named(said)
    if found is None:
        raise UserMistake(texts.no_such_campaign(said, [one.name for one in templates()]))
    return [found]


async def _switch_on(desk: Desk, campaign: Campaign, rooms: list[str]) -> None:
    message = desk.message
    for schedule in campaign.schedules(desk.estate.zone):
        await desk.work.reminders.add(
            ReminderRow(
                estate_id=desk.estate.estate_id, id=0, account=message.account, author_id=message.talker_id,
                author_name=message.talker_name, room_id=desk.room.room_id, rooms=rooms, schedule=kept(schedule),
                campaign=campaign.key, state="active", created_at=desk.now, next_at=next_due(schedule, desk.now),
            )
        )  # fmt: skip


async def _switch_off(desk: Desk, campaign: Campaign) -> bool:
    rows = await desk.work.reminders.of_campaign(desk.estate.estate_id, campaign.key)
    for row in rows:
        row.state, row.next_at = "cancelled", None
        await desk.work.outbox.withdraw(desk.estate.estate_id, f"reminder/{row.id}", ("reminder",))
    return bool(rows)


def _coming(desk: Desk, campaign: Campaign) -> tuple[str, str]:
    """The next dates, and what the first of them says."""
    zone = desk.estate.zone
    found: list[tuple[datetime, str]] = []
    for schedule in campaign.schedules(zone):
        moments = zip(range(_REPEATED_BACK), upcoming(schedule, desk.now), strict=False)
        found += [(moment, words_of("", campaign.key, schedule, moment)) for _, moment in moments]
    found = sorted(found)[:_REPEATED_BACK]
    return texts.dates([moment for moment, _ in found], desk.now, zone), found[0][1]


async def _next(desk: Desk, campaign: Campaign) -> str:
    rows = await desk.work.reminders.of_campaign(desk.estate.estate_id, campaign.key)
    due = [moment for row in rows if (moment := next_due(schedule_of(row), desk.now)) is not None]
    return texts.dates([min(due)], desk.now, desk.estate.zone) if due else ""
