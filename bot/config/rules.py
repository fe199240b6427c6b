"""What must fit together in a config whose every value is right by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.config.deadlines import DEADLINES, URGENT, answer_comes_first
from bot.config.errors import Problem
from bot.config.near import did_you_mean
from bot.config.tables import ChannelKind, ChannelTable, ConfigTable, EstateTable
from handlers.rules.lifecycle import RoomRole


@dataclass(frozen=True, slots=True)
class _Fault:
    key: str
    reason: str
    cure: str


def broken_rules(config: ConfigTable, file: str) -> list[Problem]:
    """Every rule that the config breaks, in the order of the file."""
    faults = list(_ids(config.estates))
    if not config.estates:
        faults.append(_Fault("estates", "is empty", "name at least one estate"))
    for estate in config.estates:
        faults.extend(_estate(estate))
    return [*broken_channel_rules(config.channel, file), *_problems(faults, file)]


def broken_channel_rules(channel: ChannelTable, file: str) -> list[Problem]:
    """Those of the table [channel] alone."""
    return _problems(_channel(channel), file)


def _problems(faults: Iterable[_Fault], file: str) -> list[Problem]:
    return [Problem(file, fault.key, fault.reason, fault.cure) for fault in faults]


def _channel(channel: ChannelTable) -> Iterator[_Fault]:
    if channel.kind is not ChannelKind.WECHATY:
        return
    host, _, port = channel.endpoint.rpartition(":")
    if not host or "/" in host or not port.isdecimal() or not 0 < int(port) < 65536:
        said = f'"{channel.endpoint}" is no address' if channel.endpoint else "is missing"
        yield _Fault("channel.endpoint", said, 'write host:port of the Wechaty gateway, such as "127.0.0.1:18788"')
    for key, value in (("ca_file", channel.ca_file), ("server_name", channel.server_name)):
        if value and not channel.tls:
            yield _Fault(f"channel.{key}", "is of no use without TLS", "write tls = true or remove it")


def _ids(estates: Iterable[EstateTable]) -> Iterator[_Fault]:
    """A room belongs to one estate, once; an estate's id is its own."""
    known: set[str] = set()
    home: dict[str, str] = {}
    for estate in estates:
        if estate.id in known:
            yield _Fault(f"estates[{estate.id}].id", "is the id of two estates", "give each estate an id of its own")
        known.add(estate.id)
        for room in estate.rooms:
            key = f"estates[{estate.id}].rooms[{room.id}]"
            if room.id in home and home[room.id] != estate.id:
                yield _Fault(key, f'is also a room of estate "{home[room.id]}"', "leave it in one estate only")
            elif room.id in home:
                yield _Fault(key, "is listed twice", "remove one of the two")
            home.setdefault(room.id, estate.id)


def _estate(estate: EstateTable) -> Iterator[_Fault]:
    key = f"estates[{estate.id}]"
    if not any(room.role is RoomRole.COMMITTEE for room in estate.rooms):
        yield _Fault(f"{key}.rooms", "has no committee room", 'give the committee\'s group role = "committee"')
    for building in _repeated(estate.buildings):
        yield _Fault(f"{key}.buildings", f'names "{building}" twice', "remove one of the two")
    yield from _served(estate, key)
    for member in _repeated(member.id for member in estate.members):
        yield _Fault(f"{key}.members[{member}]", "is listed twice", "remove one of the two, a member has one role")
    yield from _places(estate, key)
    yield from _deadlines(estate, f"{key}.deadlines")


def _deadlines(estate: EstateTable, key: str) -> Iterator[_Fault]:
    for category in estate.deadlines:
        if category not in DEADLINES:
            cure = f"write one of {', '.join(DEADLINES)}{did_you_mean(category, DEADLINES)}"
            yield _Fault(f"{key}.{category}", "is no category", cure)
        elif category == URGENT and estate.deadlines[category].working:
            cure = "remove working, urgent requests run round the clock"
            yield _Fault(f"{key}.{category}.working", "would let danger wait for a working day", cure)
        elif not answer_comes_first(estate, category):
            cure = "make answer the shorter of the two; in working time 1d has as many hours as a working day"
            yield _Fault(f"{key}.{category}", "has a first answer later than the resolution", cure)


def _served(estate: EstateTable, key: str) -> Iterator[_Fault]:
    for room in estate.rooms:
        for building in room.buildings:
            if building not in estate.buildings:
                cure = "correct it, or add it to the estate's buildings"
                yield _Fault(
                    f"{key}.rooms[{room.id}].buildings", f'names "{building}", no building of {estate.id}', cure
                )


def _places(estate: EstateTable, key: str) -> Iterator[_Fault]:
    """A word means one place only, or nobody knows where to go."""
    meaning: dict[str, str] = {building: building for building in estate.buildings}
    for place, aliases in estate.places.items():
        for word in (place, *aliases):
            if not word.strip():
                yield _Fault(f"{key}.places.{place}", "has an empty name", "write a word or remove it")
            elif word in meaning:
                cure = "leave each word with one place only"
                yield _Fault(f"{key}.places.{place}", f'takes "{word}", which already means "{meaning[word]}"', cure)
            meaning.setdefault(word, place)


def _repeated(words: Iterable[str]) -> list[str]:
    return [word for word, times in Counter(words).items() if times > 1]
