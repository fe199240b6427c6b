"""What was paused until a day goes on by itself when that day has come."""

from __future__ import annotations

from handlers import holders, texts
from handlers.rules.lifecycle import Action, RoomRole
from handlers.schedules.round import Round


async def resume_paused(round: Round) -> int:
    """Set the clocks going of every request whose pause is over; returns how many.

    The committee hears of each, and so does whoever holds it.
    """
    book, resumed = round.book(), 0
    for number in await round.work.requests.pauses_over(round.estate.estate_id, round.now):
        request = await book.request(number)
        until = request.paused_until if request is not None else None
        if request is None or until is None or until > round.now:
            continue
        await book.move(request, Action.RESUME)
        words = texts.resumed_by_itself(
            number,
            request.category,
            request.place,
            texts.HOLDER[request.holder],
            texts.when(request.resolve_due_at, round.now, round.estate.zone),
        )
        rooms = [*round.estate.rooms_of(RoomRole.COMMITTEE), *await holders.rooms_outside(book, request)]
        voice = round.voice(f"resume/{number}", until)
        for room in rooms:
            await voice.say(room.room_id, words, "reminder", number)
        resumed += 1
    return resumed
