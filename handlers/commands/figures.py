"""The figures of 统计: how many, how many of them answered and solved, how content the reporters are, how fast."""

from __future__ import annotations

from collections import Counter
from statistics import median

from handlers import texts
from handlers.commands.language.parsed import Parsed
from handlers.commands.overview import about, late, reported_in
from handlers.commands.periods import span
from handlers.desk import Desk
from handlers.rules.lifecycle import OPEN, Status
from storage.figures import survey_answers
from storage.tables import RequestRow

CATEGORIES_SHOWN = 6
CONTENT = (1, 2)
"""Answers to the survey that count as content: solved, and mostly solved."""
_NO_MATTERS = frozenset({Status.WITHDRAWN, Status.MERGED})
"""What was none, or is counted as another request."""


async def figures(parsed: Parsed, desk: Desk) -> str:
    """What was registered in the period and became of it, and what is open now."""
    start, end = span(parsed.text("period"), desk.now.astimezone(desk.estate.zone))
    fits = about(parsed, desk)
    rows = [row for row in await desk.work.requests.all(desk.estate.estate_id) if fits(row)]
    rows = await reported_in(desk, rows, parsed.text("room"))
    new = [row for row in rows if start <= row.created_at < end and row.status not in _NO_MATTERS]
    lines = [
        texts.figures(
            parsed.text("period") or texts.ALL_TIME,
            len(new),
            sum(
                row.status == Status.RESOLVED and row.closed_at is not None and start <= row.closed_at < end
                for row in rows
            ),
            sum(row.status in OPEN for row in rows),
            sum(late(desk, row) for row in rows),
        )
    ]
    if new:
        lines.append(_rates(new))
        lines += await _contentment(desk, new)
        lines.append(_by_category(new))
    return "\n".join(lines)


def _rates(rows: list[RequestRow]) -> str:
    """Of what was registered in the period: answered, solved (an answer alone never counts), and how soon answered."""
    waits = [(row.answered_at - row.created_at).total_seconds() / 60 for row in rows if row.answered_at is not None]
    solved = sum(row.status == Status.RESOLVED for row in rows)
    first_answer = texts.lasting(round(median(waits))) if waits else ""
    return texts.rates(_percent(len(waits), len(rows)), _percent(solved, len(rows)), first_answer)


async def _contentment(desk: Desk, rows: list[RequestRow]) -> list[str]:
    """How many were content, with those beside it who were asked and said nothing; nobody asked, nothing said."""
    answers = await survey_answers(desk.work.session, desk.estate.estate_id, [row.number for row in rows])
    said = [answer for answer in answers if answer is not None]
    if not answers:
        return []
    content = _percent(sum(answer in CONTENT for answer in said), len(said)) if said else None
    return [texts.contentment(content, len(said), len(answers) - len(said))]


def _by_category(rows: list[RequestRow]) -> str:
    solved = Counter(row.category for row in rows if row.status == Status.RESOLVED)
    most = Counter(row.category for row in rows).most_common()
    shown = [(category, count, solved[category]) for category, count in most[:CATEGORIES_SHOWN]]
    return texts.by_category(shown, sum(count for _, count in most[CATEGORIES_SHOWN:]))


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole)
