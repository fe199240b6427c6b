"""What the bot does by itself when something falls due. The clock only rings: storage knows what is due."""

from handlers.schedules.deadlines import remind_of_deadlines
from handlers.schedules.reminding import drop_unanswered, say_reminders
from handlers.schedules.round import Duty, Round

__all__ = ["DUTIES", "Duty", "Round"]

DUTIES: tuple[Duty, ...] = (remind_of_deadlines, say_reminders, drop_unanswered)
"""Everything that is looked at in a round, in this order. Each is done again until it finds nothing more to do."""
