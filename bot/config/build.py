"""From checked tables to the shapes of the parts that use them."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from bot.channels.wechaty.settings import WechatySettings
from bot.config.access import Access
from bot.config.deadlines import URGENT, deadline_of
from bot.config.moments import Moments
from bot.config.settings import Settings, WebAddress
from bot.config.tables import ChannelKind, ChannelTable, ConfigTable, DigestsTable, EstateTable
from bot.outbox import Pace
from handlers.estate import Digests, Estate, Member, QuietHours, Room, WorkingHours
from nlp.context import Gazetteer
from nlp.schedule import Recurring


def settings_of(table: ConfigTable, file: Path, access: Access) -> Settings:
    """The settings of a config in which nothing is wrong."""
    return Settings(
        file=file,
        estates=tuple(estate_of(estate) for estate in table.estates),
        database_url=access.database_url,
        account=table.channel.account,
        wechaty=wechaty_of(table.channel, access) if table.channel.kind is ChannelKind.WECHATY else None,
        pace=Pace(gap=table.channel.gap_seconds, jitter=table.channel.jitter_seconds),
        web=WebAddress(table.web.host, table.web.port),
    )


def wechaty_of(channel: ChannelTable, access: Access) -> WechatySettings:
    """How to reach the gateway."""
    return WechatySettings(
        account=channel.account,
        endpoint=channel.endpoint,
        token=access.token,
        tls=channel.tls,
        ca_file=access.ca_file,
        server_name=channel.server_name,
    )


def estate_of(table: EstateTable) -> Estate:
    """An estate as the handlers see it. A room without a name of its own is called by its role."""
    quiet = table.quiet_hours
    return Estate(
        estate_id=table.id,
        name=table.name,
        zone=table.time_zone,
        rooms=tuple(Room(room.id, room.name or room.role.value, room.role, room.buildings) for room in table.rooms),
        members=tuple(Member(member.id, member.name or member.id, member.role) for member in table.members),
        gazetteer=Gazetteer(places=dict(table.places), buildings=table.buildings),
        deadlines={key: deadline_of(table, key) for key in table.deadlines if key != URGENT},
        urgent=deadline_of(table, URGENT),
        working_hours=WorkingHours(table.working_hours.start, table.working_hours.end),
        quiet=QuietHours(quiet.start, quiet.end) if quiet else None,
        digests=_digests(table.digests, table.time_zone),
    )


def _digests(given: DigestsTable, zone: ZoneInfo) -> Digests:
    def due(moments: Moments | None) -> Recurring | None:
        return Recurring(*moments, zone.key) if moments else None

    return Digests(due(given.morning), due(given.weekly), due(given.monthly))
