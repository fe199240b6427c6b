"""What a matter's kind says of danger: a blocked lane is usual in chat and urgent in a petition, whatever the words."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

SURER: Final = 2.0
"""How much sharper than for the labels a line's likeliest category stands out here; on files left out of the fit 2 to
3 is best."""
SIZE: Final = 0.6
"""How loud the shares are in the fit beside the words."""


def shares(categories: Any) -> Any:
    """How far a matter is of each kind, by the log-odds of its categories (an array, the categories last); sums to 1.
    """
    odds = SURER * (categories - categories.max(axis=-1, keepdims=True))
    parts = np.exp(odds)
    return parts / parts.sum(axis=-1, keepdims=True)
