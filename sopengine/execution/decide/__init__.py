"""Commands to the changes that follow from them: the state that was, what is asked of it, what it becomes.

Each takes what it may look up, the command and the time; no clock, no database.
"""

from sopengine.execution.decide.backwards import back, undo
from sopengine.execution.decide.confirming import decline
from sopengine.execution.decide.correcting import confirm, correct
from sopengine.execution.decide.course import cancel, fire_due, message, reschedule, resume, suspend
from sopengine.execution.decide.handing import assign, attach, give_back, remind, take
from sopengine.execution.decide.migrating import migrate
from sopengine.execution.decide.work import begin, done, start

__all__ = [
    "assign",
    "attach",
    "back",
    "begin",
    "cancel",
    "confirm",
    "correct",
    "decline",
    "done",
    "fire_due",
    "give_back",
    "message",
    "migrate",
    "remind",
    "reschedule",
    "resume",
    "start",
    "suspend",
    "take",
    "undo",
]
