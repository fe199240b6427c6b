"""An estate where every role has somebody and a room of its own."""

from __future__ import annotations

from datetime import time

from handlers.estate import Estate, Member, QuietHours, Room
from handlers.rules.lifecycle import Role, RoomRole
from nlp.context import Gazetteer
from tests.support.chat import PEOPLE, ZONE

STAFF = {
    Role.COMMITTEE: ("张姐", "罗主任"),
    Role.PROPERTY: ("小何", "老李", "陈经理", "李经理"),
    Role.OFFICE: ("社区小周",),
}
HARBOUR = Estate(
    estate_id="harbour",
    name="港湾",
    zone=ZONE,
    rooms=(
        Room("h1@chatroom", "1-3栋群", RoomRole.BUILDING, ("1栋", "2栋", "3栋")),
        Room("h4@chatroom", "4栋群", RoomRole.BUILDING, ("4栋",)),
        Room("h2@chatroom", "二期群", RoomRole.BUILDING, ("5栋", "6栋", "7栋")),
        Room("hc@chatroom", "业委会群", RoomRole.COMMITTEE),
        Room("hp@chatroom", "物业群", RoomRole.PROPERTY),
        Room("ho@chatroom", "社区群", RoomRole.OFFICE),
    ),
    members=tuple(
        Member(PEOPLE.get(name, f"wx-{name}"), name, role) for role, names in STAFF.items() for name in names
    ),
    gazetteer=Gazetteer(buildings=tuple(f"{n}栋" for n in range(1, 8))),
    quiet=QuietHours(time(22), time(8)),
)
