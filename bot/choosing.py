"""Which of a config's estates a command of the operator is about."""

from __future__ import annotations

from collections.abc import Sequence

from bot.jsonlines import InputError
from handlers.estate import Estate


def chosen(estates: Sequence[Estate], estate_id: str) -> Sequence[Estate]:
    """All of them, or the one with that id. Raises InputError when there is none."""
    if not estate_id:
        return estates
    named = [estate for estate in estates if estate.estate_id == estate_id]
    if not named:
        known = ", ".join(estate.estate_id for estate in estates)
        raise InputError(f"--estate {estate_id}: the config has no such estate, it has {known}")
    return named


def the_one(estates: Sequence[Estate], estate_id: str) -> Estate:
    """The estate with that id; without an id the only one there is. Raises InputError when it cannot be told."""
    named = chosen(estates, estate_id)
    if len(named) > 1:
        raise InputError(f"add --estate ID: the config has {', '.join(estate.estate_id for estate in named)}")
    return named[0]
