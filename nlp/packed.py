"""Rows of whole numbers, each row as one whole number, so that many rows are added in one go."""

from __future__ import annotations

from collections.abc import Sequence
from struct import Struct
from typing import Final

_BITS: Final = 32
_SIGN: Final = 1 << (_BITS - 1)


class Packing:
    """Rows of `columns` numbers. Sums of packed rows are right while every column's sum stays within 31 bits."""

    def __init__(self, columns: int) -> None:
        self.bits = _BITS * columns
        self._shape = Struct(f"<{columns}i")
        self._signs = sum(_SIGN << (_BITS * place) for place in range(columns))

    def pack(self, row: Sequence[int]) -> int:
        """The row as one number, the first column lowest. A negative column borrows from the next one."""
        return sum(number << (_BITS * place) for place, number in enumerate(row))

    def unpack(self, total: int) -> tuple[int, ...]:
        """The row again. Adding the sign bits pays all borrowing back; then each column is a 32-bit number."""
        return self._shape.unpack(((total + self._signs) ^ self._signs).to_bytes(self._shape.size, "little"))
