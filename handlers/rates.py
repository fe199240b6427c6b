"""Figures in words: how much was in time, how content the households are, what took longest."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from handlers import texts
from handlers.rules.figures import Figures

MINUTE: Final = timedelta(minutes=1)


def rate_lines(figures: Figures) -> list[str]:
    """A line for each of these of which there is a count."""
    shares = ((texts.ANSWERED_IN_TIME, figures.answered_in_time), (texts.SOLVED_IN_TIME, figures.solved_in_time))
    rates = [texts.in_time(word, one.part, one.whole, one.percent) for word, one in shares if one.whole]
    said = figures.contentment
    lines = [texts.rates_in_time(rates)] if rates else []
    if said.content.whole or said.silent:
        lines.append(texts.households(said.content.part, said.content.whole, said.silent))
    if (slowest := figures.slowest) and slowest.took:
        lines.append(texts.slowest(slowest.category, slowest.took // MINUTE))
    return lines
