"""The border between groups: what may be read in a group, of words that were not said there.

The voice asks for every line about a request that goes to a building group, so that no line goes around it.
"""

from __future__ import annotations

from nlp.clean import clean
from nlp.mask import mask_private
from storage.unit_of_work import UnitOfWork


async def as_read_in(work: UnitOfWork, estate_id: str, room_id: str, number: int, text: str) -> str:
    """A line about a request, for one building group.

    Plates, phone numbers and door numbers are masked unless the group has them before its eyes: they stand in what its
    own members reported on the request. The PIPL (个人信息保护法, article 6) allows no more than the purpose needs.
    """
    own = await work.requests.words_in_room(estate_id, number, room_id)
    return mask_private(clean(text), " ".join(own))
