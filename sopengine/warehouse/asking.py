"""One question to several stores: each is asked where it lies, what they tell is put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sopengine.compliance.question import Question
from sopengine.compliance.runs import Answer
from sopengine.people.called import called
from sopengine.store.reader import Reader
from sopengine.warehouse.gathering import Gathering
from sopengine.warehouse.relations import agencies_kept

Read = Callable[[Callable[[Reader], Any]], Any]
"""How a store answers a question, in one transaction: `Store.read`, or `Engine.ask`."""


def ask(stores: Sequence[tuple[str, Read]], question: Question) -> Answer:
    """How the work in all these stores, by name, stood against its standards."""
    agencies = [agency for _, read in stores for agency in read(agencies_kept)]
    gathering = Gathering(question, called(agencies), alone=len(stores) == 1)
    for number, (name, read) in enumerate(stores):
        read(partial(gathering.add, number=number, name=name))
    return gathering.answer()
