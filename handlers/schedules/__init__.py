"""What the bot does by itself when something falls due. The clock only rings: storage knows what is due."""

from handlers.schedules.deadlines import deadlines_due
from handlers.schedules.digests import next_digest
from handlers.schedules.reminding import drop_unanswered, say_reminders
from handlers.schedules.resuming import resume_paused
from handlers.schedules.round import Duty, Prepared, Round
from handlers.schedules.waiting import remind_of_waiting

__all__ = ["DUTIES", "Duty", "Prepared", "Round"]

DUTIES: tuple[Duty | Prepared, ...] = (
    resume_paused, remind_of_waiting, Prepared(deadlines_due), say_reminders, drop_unanswered, Prepared(next_digest),
)  # fmt: skip
"""Everything that is looked at in a round, in this order. Each is done again until it finds nothing more to do."""
