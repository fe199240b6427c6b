"""What a matter's kind says of danger: a blocked lane is usual in chat and urgent in a petition, whatever the words."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import Any, Final

import numpy as np

SURER: Final = 2.0
"""How much sharper than for the labels a line's likeliest category stands out here; on files left out of the fit 2 to
3 is best."""
SIZE: Final = 0.6
"""How loud the shares are in the fit beside the words."""


def leaning(categories: Sequence[float], usual: Sequence[float]) -> float:
    """What the kinds of a matter say of danger, in log-odds: `usual` by category, as far as it is of each kind."""
    top = max(categories)
    parts = [exp(SURER * (odds - top)) for odds in categories]
    return sum([part * says for part, says in zip(parts, usual, strict=True)]) / sum(parts)


def shares(categories: Any) -> Any:
    """How far matters are of each kind, by the log-odds of their categories (a row each); a row sums to 1."""
    parts = np.exp(SURER * (categories - categories.max(axis=1, keepdims=True)))
    return parts / parts.sum(axis=1, keepdims=True)
