"""`whistle read`: what the bot makes of lines, one by one, without database or chat."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from handlers.commands import Parsed, parse
from handlers.knowing import KNOWN_FOR, REPORTS
from handlers.recurrence import three_next
from handlers.talk import Talk
from nlp.classify import Reader
from nlp.clean import clean
from nlp.context import Context, Line
from nlp.place import find_place
from nlp.quote import split_quote
from nlp.reading import Reading
from nlp.titles import title_of
from nlp.when import Unclear, read_when

_CHINA = ZoneInfo("Asia/Shanghai")
"""The zone of lines that belong to no estate of a config."""


def read_residents(records: Iterable[dict[str, Any]], *, explain: bool = False) -> Iterator[dict[str, Any]]:
    """Resident lines {"id","text", optional "quoted","talker","talker_id","room","time"} -> readings.

    A line that tells its room and time is read with the lines before it in that room; any other stands alone. Lines of
    property and committee, by the names of their talkers, are never reports. With `explain` chatter names its words
    too, and each line the context it was read with.
    """
    reader, talk = Reader.load(), Talk()
    reports: dict[str, deque[tuple[datetime, Line]]] = defaultdict(lambda: deque(maxlen=REPORTS))
    for record in records:
        quote = split_quote(str(record["text"]))
        room, at = str(record.get("room") or ""), _time(record.get("time"))
        name = str(record.get("talker") or "")
        talker, staff = str(record.get("talker_id") or name), bool(title_of(name))
        context = Context(
            talker_id=talker,
            nickname=name,
            by_staff=staff,
            quoted=str(record.get("quoted") or quote.quoted),
            quoted_speaker=quote.speaker,
            recent=talk.recent(room, at) if room and at else (),
            known=tuple(line for said, line in reports[room] if at - said <= KNOWN_FOR) if room and at else (),
        )
        text = clean(quote.reply)
        reading = (reader.explain if explain else reader.read)(text, context)
        if reading.is_request and not explain:
            reading = replace(reading, because=reader.causes(text, reading.main))
        if room and at:
            talk.remember(room, at, Line(text, talker, 0.0, reading.labels, reading.place, staff))
            if reading.is_request:
                reports[room].append((at, Line(text, talker, 0.0, reading.labels, find_place(text))))
        yield _resident(record["id"], reading, explain=explain)


def read_committee(records: Iterable[dict[str, Any]], *, now: datetime | None = None) -> Iterator[dict[str, Any]]:
    """Committee lines {"id","text", optional "quoted"} -> {"id","intent","args"}, a reminder with "next".

    `now` counts for all of them, else each line's own "time". "next" are up to three moments at which the reminder is
    due, in China's time; none where the committee would be asked back, or no time is known to count from.
    """
    for record in records:
        quote = split_quote(str(record["text"]))
        at = now or _time(record.get("time"))
        parsed = parse(quote.reply, quoted=str(record.get("quoted") or quote.quoted), now=at)
        shown = {"id": record["id"], "intent": parsed.intent, "args": parsed.args}
        yield shown | {"next": _next(parsed, at)} if parsed.intent == "remind" else shown


def _next(parsed: Parsed, now: datetime | None) -> list[str]:
    if now is None or parsed.missing:
        return []
    schedule = read_when(parsed.said_when, now, _CHINA)
    if isinstance(schedule, Unclear):
        return []
    return [due.astimezone(_CHINA).isoformat(timespec="minutes") for due in three_next(schedule, now)]


def _resident(id: Any, reading: Reading, *, explain: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": id,
        "labels": list(reading.labels),
        "confidence": round(reading.confidence, 4),
        "urgency": reading.urgency.value if reading.urgency else None,
        "place": reading.place.text or None,
        "plates": list(reading.plates),
        "because": [
            {"word": cause.word, "category": cause.category, "weight": round(cause.weight, 3)}
            for cause in reading.because
        ],
    }
    return shown | {"context": list(reading.context)} if explain else shown


def _time(value: Any) -> datetime | None:
    """An ISO time, None when there is none or it is none; without an offset it is taken as UTC."""
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
