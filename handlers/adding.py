"""What reporters tell further, as the committee hears it: a card that was sent cannot be changed, so further words and
pictures come in one line, at most once in ten minutes."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from handlers import texts
from handlers.desk import Desk
from handlers.rules.lifecycle import RoomRole
from storage.tables import RequestRow

TOLD_AFTER: Final = timedelta(minutes=10)
"""So long after its last line on the request the committee is not told of additions; they are collected."""
AGAIN_AFTER: Final = timedelta(minutes=30)
"""So long after a line that told of additions: a lively group adds all the time."""

_KIND: Final = "notice"


async def tell_additions(desk: Desk, request: RequestRow, words: str = "") -> None:
    """Tell the committee what the speaker added, at once or with what else comes before ten minutes are over."""
    outbox, number, speaker = desk.work.outbox, request.number, desk.message.talker_name
    for room in desk.estate.rooms_of(RoomRole.COMMITTEE):
        unsaid = await outbox.unsaid(desk.message.account, room.room_id, {_KIND}, desk.now)
        waiting = next((row for row in unsaid if row.number == number and row.not_before > desk.now), None)
        if waiting is not None:
            waiting.text = texts.added(number, speaker, words, waiting.text)
            continue
        last = await outbox.last_in_room(desk.estate.estate_id, room.room_id, number, desk.now - 2 * AGAIN_AFTER)
        gap = AGAIN_AFTER if last is not None and last.kind == _KIND else TOLD_AFTER
        at = max(desk.now, last.not_before + gap) if last else desk.now
        await desk.voice.say(room.room_id, texts.added(number, speaker, words), _KIND, number, at=at)
