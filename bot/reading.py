"""`whistle read`: what the bot makes of lines, one by one, without database or chat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from handlers.commands import parse
from handlers.talk import Talk
from nlp.classify import Reader
from nlp.clean import clean
from nlp.context import Context, Line
from nlp.quote import split_quote
from nlp.reading import Reading


def read_residents(records: Iterable[dict[str, Any]], *, explain: bool = False) -> Iterator[dict[str, Any]]:
    """Resident lines {"id","text", optional "quoted","talker","talker_id","room","time"} -> readings.

    A line that tells its room and time is read with the lines before it in that room; any other stands alone. With
    `explain` chatter names its words too, and each line the context it was read with.
    """
    reader, talk = Reader.load(), Talk()
    for record in records:
        quote = split_quote(str(record["text"]))
        room, at = str(record.get("room") or ""), _time(record.get("time"))
        talker = str(record.get("talker_id") or record.get("talker") or "")
        context = Context(
            talker_id=talker,
            nickname=str(record.get("talker") or ""),
            quoted=str(record.get("quoted") or quote.quoted),
            quoted_speaker=quote.speaker,
            recent=talk.recent(room, at) if room and at else (),
        )
        text = clean(quote.reply)
        reading = (reader.explain if explain else reader.read)(text, context)
        if reading.is_request and not explain:
            reading = replace(reading, because=reader.causes(text, reading.main))
        if room and at:
            talk.remember(room, at, Line(text, talker, 0.0, reading.labels, reading.place))
        yield _resident(record["id"], reading, explain=explain)


def read_committee(records: Iterable[dict[str, Any]], *, now: datetime | None = None) -> Iterator[dict[str, Any]]:
    """Committee lines {"id","text", optional "quoted"} -> {"id","intent","args"}."""
    for record in records:
        quote = split_quote(str(record["text"]))
        parsed = parse(
            quote.reply, quoted=str(record.get("quoted") or quote.quoted), now=now or _time(record.get("time"))
        )
        yield {"id": record["id"], "intent": parsed.intent, "args": parsed.args}


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
