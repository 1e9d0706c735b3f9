"""Commands to the changes that follow from them: the state that was, what is asked of it, what it becomes."""

from sopengine.execution.decide.commands import Change, done, start, tasks_ahead

__all__ = ["Change", "done", "start", "tasks_ahead"]
