"""A building group's weekly report about itself: what was reported in that group, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Final

from handlers import texts
from handlers.figuring import figures_of, matter_of, requests_since
from handlers.rates import rate_lines
from handlers.rules.figures import Period, is_solved
from handlers.rules.lifecycle import Action, Role
from handlers.schedules.digests_occasion import Digest, Occasion
from handlers.schedules.digests_picture import picture_of
from handlers.schedules.round import Round
from nlp.mask import mask_private
from storage.tables import EventRow, RequestRow

SOLVED_NAMED: Final = 3
THANKED: Final = 5
_TOOK_ON: Final = (Action.TAKE, Action.ACCEPT, Action.PROGRESS, Action.RESOLVE)
"""What somebody does who sees to a matter."""


async def weekly_report(round: Round, occasion: Occasion) -> Digest | None:
    """The group's week up to the due moment; None when nothing was registered or solved in it."""
    estate, room_ids = round.estate, {occasion.room.room_id}
    week = Period(occasion.since, occasion.due)
    rows = await requests_since(round.work, estate.estate_id, week.start, room_ids)
    figures = await figures_of(round.work, estate.estate_id, rows, week, round.now, room_ids)
    if not figures.registered and not figures.solved:
        return None
    first, last = (moment.astimezone(estate.zone).date() for moment in (week.start, week.end))
    days = texts.days(first + timedelta(days=1), last)
    lines = [texts.week_head(days, figures.registered, figures.solved), *rate_lines(figures)]
    lines += _solved([row for row in rows if is_solved(matter_of(row), week)])
    lines += await _thanks(round, week, {row.number for row in rows})
    return Digest("\n".join(lines), picture_of(figures, texts.PICTURE_WEEK, occasion.room.name, days))


def _solved(rows: Sequence[RequestRow]) -> list[str]:
    """What was solved, the latest first, by category and place; what was said about it stays where it was said."""
    latest = sorted(rows, key=lambda row: (row.closed_at or row.updated_at, row.number), reverse=True)
    named = list(dict.fromkeys((row.category, mask_private(row.place)) for row in latest))
    return [texts.solved_matters(named[:SOLVED_NAMED], len(named) > SOLVED_NAMED)] if named else []


async def _thanks(round: Round, week: Period, numbers: Collection[int]) -> list[str]:
    """To those who saw to the group's matters: committee members by name, the others as who they work for."""
    deeds = await round.work.figures.deeds(round.estate.estate_id, week.start, week.end, _TOOK_ON)
    thanked = dict.fromkeys(name for deed in deeds if deed.number in numbers and (name := _called(round, deed)))
    names = sorted(thanked, key=lambda name: name in texts.HOLDER.values())
    return [texts.thanks(names[:THANKED])] if names else []


def _called(round: Round, deed: EventRow) -> str:
    """ "" for somebody who is no longer in the committee."""
    if deed.role == Role.COMMITTEE:
        return next((one.name for one in round.estate.members if one.member_id == deed.who_id), "")
    return texts.HOLDER.get(deed.role, "")
