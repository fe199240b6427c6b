"""The shape of config.toml: one class a table, one field a key. What each key means stands in config.example.toml."""

from __future__ import annotations

from datetime import time
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.config.moments import MonthlyTime, Morning, WeeklyTime
from bot.config.values import (
    Buildings,
    EstateId,
    MemberRoleWord,
    PlatformId,
    RoomRoleWord,
    Span,
    Zone,
    refuse,
    word_of,
)
from nlp.schedule import Daily, Monthly, Weekly

Name = Annotated[str, Field(max_length=64)]
Seconds = Annotated[float, Field(ge=0, le=60)]


class ChannelKind(StrEnum):
    """LOCAL: the chat inside the process, for trying things out. WECHATY: WeChat behind a Wechaty gateway."""

    LOCAL = "local"
    WECHATY = "wechaty"


class Table(BaseModel):
    """Unknown keys are refused, texts lose the blanks around them."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class DatabaseTable(Table):
    url: str = "sqlite:///whistle.sqlite3"
    password_file: Path | None = None


class ChannelTable(Table):
    kind: Annotated[ChannelKind, BeforeValidator(partial(word_of, ChannelKind))] = ChannelKind.LOCAL
    account: PlatformId = "whistle"
    endpoint: str = ""
    tls: bool = False
    ca_file: Path | None = None
    server_name: str = ""
    token_file: Path | None = None
    gap_seconds: Seconds = 1.5
    jitter_seconds: Seconds = 1.0


class WebTable(Table):
    host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8080


class QuietTable(Table):
    start: time
    end: time

    @model_validator(mode="after")
    def _is_a_span(self) -> Self:
        if self.start == self.end:
            refuse("starts and ends at the same time", "write two times, or remove quiet_hours")
        if self.start.tzinfo or self.end.tzinfo:
            refuse("has an offset", 'write local times, such as "22:00"')
        return self


class WorkingHoursTable(Table):
    start: time = time(9)
    end: time = time(18)

    @model_validator(mode="after")
    def _lie_within_a_day(self) -> Self:
        if self.start.tzinfo or self.end.tzinfo:
            refuse("has an offset", 'write local times, such as "09:00"')
        if self.start >= self.end:
            refuse("ends before it starts", 'write start and end of a working day, such as "09:00" and "18:00"')
        return self


class DeadlineTable(Table):
    answer: Span
    resolve: Span
    working: bool | None = None


class DigestsTable(Table):
    morning: Morning = (Daily(), time(8, 30))
    weekly: WeeklyTime = (Weekly((7,)), time(19))
    monthly: MonthlyTime = (Monthly((1,)), time(9))


class RoomTable(Table):
    id: PlatformId
    name: Name = ""
    role: RoomRoleWord
    buildings: Buildings = ()


class MemberTable(Table):
    id: PlatformId
    name: Name = ""
    role: MemberRoleWord


class EstateTable(Table):
    id: EstateId
    name: Annotated[Name, Field(min_length=1)]
    time_zone: Zone = ZoneInfo("Asia/Shanghai")
    buildings: Annotated[Buildings, Field(min_length=1)]
    quiet_hours: QuietTable | None = None
    places: dict[str, tuple[str, ...]] = {}
    working_hours: WorkingHoursTable = WorkingHoursTable()
    deadlines: dict[str, DeadlineTable] = {}
    digests: DigestsTable = DigestsTable()
    rooms: tuple[RoomTable, ...]
    members: tuple[MemberTable, ...] = ()


class ConfigTable(Table):
    """The whole file."""

    database: DatabaseTable = DatabaseTable()
    channel: ChannelTable = ChannelTable()
    web: WebTable = WebTable()
    estates: tuple[EstateTable, ...]
