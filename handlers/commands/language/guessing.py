"""What no rule has thought of, read by what it most likely asks for: "#46 归到绿化去", "行嘛,46号先收起".

The model names the intent, `gathering` its arguments. What is not sure enough is no command.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import Final

from handlers.commands.declare import Catalogue
from handlers.commands.language.doubting import DENIES, LOOKS, is_doubtful
from handlers.commands.language.gathering import CLAUSE, WORDS, gather
from handlers.commands.language.intents import Intents
from handlers.commands.language.numbers import ANY
from handlers.commands.language.parsed import NONE, NOTHING, Parsed
from handlers.commands.language.segment import FILL, Segment

SURE: Final = 0.65
"""Probability from which a line is taken for a command that others hear of."""
FAIRLY_SURE: Final = 0.55
"""The same for one that only looks, or that only the committee sees."""
WITHOUT_NUMBER: Final = 0.75
"""The same where no request is named, so that it must be asked for."""
OF_A_CLAUSE: Final = 0.9
"""The same for one clause of a longer line."""

_INSIDE: Final = frozenset({"accept", "assign", "merge", "reclassify", "urge"}) | LOOKS
"""What changes little, or is looked at by the committee first."""
_WITHOUT: Final = frozenset({"list", "stats", "list_reminders", "help", "announce", "remind", "cancel_reminder"})
"""What needs no request."""
_LONGEST: Final = 120
_SAYS_NOTHING = re.compile(rf"(?:{FILL}|{ANY}|[这那个条单件桩])*")
_SUPPOSES = re.compile(
    rf"{DENIES.pattern}|如果|要是|假如|万一|的话|早知道|本来|原来想|主张|觉得|千万|昨天|上次|才|谁|哪"
)
"""Words by which a clause is not meant for itself."""


class Guessing:
    """Guesses; the model is loaded with the first line that no rule reads. Safe among threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._words: dict[str, list[str]] = {}
        for one in catalogue:
            self._words.setdefault(one.intent, []).extend((*one.words, *one.says))

    @cached_property
    def _intents(self) -> Intents:
        return Intents.load()

    def read(self, segment: Segment) -> Parsed:
        """The command that the line most likely is, or NONE."""
        if segment.to_other or len(segment.folded) > _LONGEST or _SAYS_NOTHING.fullmatch(segment.folded):
            return NONE
        intent, probability = self._intents.likely(segment)
        if intent not in WORDS or probability < _bar(segment, intent):
            intent = self._of_a_clause(segment)
        if intent == NOTHING:
            return NONE
        words = self._words[intent]
        guess = gather(segment, intent, words, self._carrying(segment, intent))
        return replace(guess, guessed=True) if guess and not is_doubtful(segment, guess, words) else NONE

    def _of_a_clause(self, segment: Segment) -> str:
        """The intent of the clause that surely asks for something, or "none"; the number may stand in another."""
        tickets = segment.tickets()
        clauses = [segment.part(*clause.span()) for clause in CLAUSE.finditer(segment.folded)]
        if len(clauses) < 2 or not tickets or _SUPPOSES.search(segment.folded):
            return NOTHING
        likely = [self._intents.likely(one if one.refs else replace(one, quoted=tickets[0])) for one in clauses]
        wanted = [(sure, intent) for intent, sure in likely if intent in WORDS and intent not in LOOKS]
        sure, intent = max(wanted, default=(0.0, NOTHING))
        return intent if sure >= OF_A_CLAUSE else NOTHING

    def _carrying(self, segment: Segment, intent: str) -> tuple[int, int]:
        """Where the clause stands that most likely asks for that."""
        spans = [clause.span() for clause in CLAUSE.finditer(segment.folded)]
        asks = [self._intents.probabilities(segment.part(*span))[intent] for span in spans]
        return max(zip(asks, spans, strict=True), default=(0.0, (0, 0)))[1]


def _bar(segment: Segment, intent: str) -> float:
    if intent not in _WITHOUT and not segment.tickets():
        return WITHOUT_NUMBER
    return FAIRLY_SURE if intent in _INSIDE else SURE
