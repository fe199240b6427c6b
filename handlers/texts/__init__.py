"""Every Chinese sentence the bot says, one file for those it says to one kind of listener.

Short, plain, polite; no exclamation marks in rows, no officialese; one message, not three.
"""

from handlers.texts.cards import *
from handlers.texts.clocks import *
from handlers.texts.common import *
from handlers.texts.deadlines import *
from handlers.texts.delivery import *
from handlers.texts.digests import *
from handlers.texts.erasing import *
from handlers.texts.groups import *
from handlers.texts.heard import *
from handlers.texts.looking import *
from handlers.texts.reminders import *
from handlers.texts.replies import *
from handlers.texts.survey import *
from handlers.texts.undoing import *
