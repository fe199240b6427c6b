"""Is this report about a request that is known already? Storage's rows in, the merging rules' answer out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from handlers.desk import Desk
from handlers.rules.evidence import Candidate, Report, Where
from handlers.rules.lifecycle import OPEN, Status
from handlers.rules.merging import Decision, decide
from nlp.nickname import place_of
from nlp.place import find_place
from nlp.plate import find_plates
from nlp.reading import Place, Reading
from nlp.similar import Fingerprint, begins_another, fingerprint, similarity, together
from storage.tables import ReportRow, RequestRow

BARE = 10
"""Characters; a longer text tells something, though no word of it is known as a thing."""
KNOWN_FOR = timedelta(days=30)
"""An open request that nobody touched for so long is not joined any more: a new report opens a new one."""


async def find(desk: Desk, report: ReportRow) -> Decision:
    """Same, Doubt or New: which request of the estate the report belongs to.

    The reports of merged requests speak for the request they were merged into.
    """
    touched = await desk.work.requests.touched_since(desk.estate.estate_id, desk.now - KNOWN_FOR)
    known = [request for request in touched if request.status in OPEN or request.status == Status.RESOLVED]
    into = {request.number: request.merged_into for request in touched if request.merged_into is not None}
    earlier: dict[int, list[ReportRow]] = defaultdict(list)
    for row in await desk.work.requests.reports(desk.estate.estate_id, [*(request.number for request in known), *into]):
        if not row.picture:
            earlier[into.get(row.number, row.number)].append(row)
    return decide(_compared(report), list(_candidates(fingerprint(report.text), known, earlier)))


def report_row(desk: Desk, text: str, reading: Reading, *, picture: bool = False) -> ReportRow:
    """The message on the desk as a report, with what later reports are compared with; it has no number yet."""
    message = desk.message
    buildings = desk.room.buildings
    return ReportRow(
        estate_id=desk.estate.estate_id,
        id=0,
        number=0,
        account=message.account,
        message_id=message.message_id,
        room_id=message.room_id,
        talker_id=message.talker_id,
        talker_name=message.talker_name,
        picture=picture,
        text=text,
        labels=list(reading.labels),
        said=_parts(find_place(text, desk.estate.gazetteer)),
        home=_parts(place_of(message.talker_name, buildings[0] if len(buildings) == 1 else "")),
        plates=list(find_plates(text)),
        said_at=message.sent_at,
    )


def _candidates(
    mark: Fingerprint, known: Sequence[RequestRow], reports: dict[int, list[ReportRow]]
) -> Iterator[Candidate]:
    for request in known:
        rows = reports.get(request.number)
        if rows:
            yield Candidate(
                number=request.number,
                reports=tuple(map(_compared, rows)),
                similarity=similarity(mark, together(fingerprint(row.text) for row in rows)),
                closed=request.status not in OPEN,
            )


def _compared(row: ReportRow) -> Report:
    """A report as the merging rules compare it."""
    said, home = Where(*row.said), Where(*row.home)
    return Report(
        at=row.said_at,
        room_id=row.room_id,
        talker_id=row.talker_id,
        labels=tuple(row.labels),
        said=said,
        home=home,
        plates=tuple(row.plates),
        bare=said == Where() and not row.plates and not fingerprint(row.text).things and len(row.text) <= BARE,
        another=begins_another(row.text),
    )


def _parts(place: Place) -> list[str]:
    return [place.building, place.unit, place.spot, place.level]
