"""What those said who were asked whether a matter is solved."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select
from sqlmodel import col

from storage.surveys import Satisfaction
from storage.tables import SurveyRow
from tests.support.chat import Chat


async def satisfaction(chat: Chat, estate: str = "green") -> Satisfaction:
    """All answers that the estate has given so far."""
    async with chat.app.store.reading() as work:
        found = await work.session.execute(select(col(SurveyRow.answer)).where(col(SurveyRow.estate_id) == estate))
    said = Counter(found.scalars())
    return Satisfaction(said.total(), said[1], said[2], said[3])
