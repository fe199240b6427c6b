"""What the figures count beside the requests themselves."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.tables import SurveyRow

AT_ONCE = 500
"""Numbers in one query, below what databases allow."""


async def survey_answers(session: AsyncSession, estate_id: str, numbers: Sequence[int]) -> list[int | None]:
    """What each reporter of these requests answered last (1 to 3), None for one who was asked and did not answer."""
    latest: dict[tuple[int, str], int | None] = {}
    for start in range(0, len(numbers), AT_ONCE):
        found = await session.execute(
            select(col(SurveyRow.number), col(SurveyRow.talker_id), col(SurveyRow.answer))
            .where(
                col(SurveyRow.estate_id) == estate_id,
                col(SurveyRow.number).in_(numbers[start : start + AT_ONCE]),
            )
            .order_by(col(SurveyRow.asked_at))
        )
        latest |= {(number, talker_id): answer for number, talker_id, answer in found}
    return list(latest.values())
