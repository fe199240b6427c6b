"""The committee's board: one entry a request, as the page shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.web import labels
from handlers import clocks, texts
from handlers.estate import Estate
from handlers.rules.lifecycle import OPEN, Status
from storage.tables import EventRow, ReportRow, RequestRow
from storage.unit_of_work import Store


class FlagKind(StrEnum):
    """What stands beside the state of an open request."""

    LATE = "late"
    PAUSED = "paused"
    ASKED = "asked"
    WHISTLED = "whistled"


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag with its words: 吹哨·社区."""

    kind: FlagKind
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One request on the board.

    `holder` is the name of who has it in hand, `flags` are what stands beside its state. `due` is its next deadline in
    words ("今天18:00前答复"), or how it was closed.
    """

    number: int
    category: str
    status: Status
    urgent: bool
    place: str
    plates: tuple[str, ...]
    summary: str
    households: int
    holder: str
    due: str
    overdue: bool
    flags: tuple[Flag, ...] = ()

    @property
    def open(self) -> bool:
        return self.status in OPEN

    @property
    def rank(self) -> int:
        """Where it stands on the board, least first: open before closed, urgent before normal, new before old."""
        return (0 if self.open else 1_000_000) + (0 if self.urgent and self.open else 500_000) - self.number


@dataclass(frozen=True, slots=True)
class Details:
    """A request with everything that was done, and reported to it or to what was merged into it, oldest first."""

    request: RequestRow
    reports: Sequence[ReportRow]
    events: Sequence[EventRow]


async def read_board(store: Store, estate: Estate, now: datetime) -> tuple[Entry, ...]:
    """The whole board, the most pressing entry first."""
    async with store.reading() as work:
        requests = await work.requests.all(estate.estate_id)
        reports = await work.requests.reports(estate.estate_id, [request.number for request in requests])
    talkers: dict[int, set[str]] = defaultdict(set)
    merged = {request.number: request.merged_into for request in requests}
    for report in reports:
        talkers[report.number].add(report.talker_id)
        if (into := merged[report.number]) is not None:
            talkers[into].add(report.talker_id)
    entries = (_entry(request, len(talkers[request.number]), estate, now) for request in requests)
    return tuple(sorted(entries, key=lambda entry: entry.rank))


async def read_details(store: Store, estate: Estate, number: int) -> Details | None:
    """One request with its history; None when there is no such number."""
    async with store.reading() as work:
        request = await work.requests.get(estate.estate_id, number)
        if request is None:
            return None
        numbers = [number, *await work.requests.absorbed(estate.estate_id, number)]
        return Details(
            request,
            await work.requests.reports(estate.estate_id, numbers),
            await work.requests.events(estate.estate_id, number),
        )


def _entry(request: RequestRow, households: int, estate: Estate, now: datetime) -> Entry:
    status = Status(request.status)
    due, overdue = _due(request, estate, now) if status in OPEN else (request.closing_word, False)
    return Entry(
        number=request.number,
        category=request.category,
        status=status,
        urgent=request.urgency == "urgent",
        place=request.place,
        plates=tuple(request.plates),
        summary=request.summary,
        households=households,
        holder=request.assignee if status in OPEN else "",
        due=due,
        overdue=overdue,
        flags=flags(request, late=overdue),
    )


def flags(request: RequestRow, *, late: bool) -> tuple[Flag, ...]:
    """What stands beside the state of a request, nothing for a closed one."""
    if request.status not in OPEN:
        return ()
    found = [Flag(FlagKind.LATE, labels.OVERDUE)] if late else []
    if clocks.waits_for_reporters(request):
        found.append(Flag(FlagKind.ASKED, labels.ASKED))
    elif clocks.stands_still(request):
        found.append(Flag(FlagKind.PAUSED, labels.PAUSED))
    if request.whistled_to:
        found.append(Flag(FlagKind.WHISTLED, labels.whistled(request.whistled_to)))
    return tuple(found)


def _due(request: RequestRow, estate: Estate, now: datetime) -> tuple[str, bool]:
    if clocks.stands_still(request):
        return _waits(request, estate, now), False
    if request.answered_at is None:
        return labels.answer_by(texts.when(request.answer_due_at, now, estate.zone)), request.answer_due_at < now
    return labels.resolve_by(texts.when(request.resolve_due_at, now, estate.zone)), request.resolve_due_at < now


def _waits(request: RequestRow, estate: Estate, now: datetime) -> str:
    """What a request waits for whose clocks stand still."""
    if clocks.waits_for_reporters(request):
        return labels.WAITS_FOR_REPORTERS
    if request.paused_until is None:
        return labels.WAITS
    return labels.waits_until(texts.when(request.paused_until, now, estate.zone))
