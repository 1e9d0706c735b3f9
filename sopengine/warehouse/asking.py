"""One question to several stores: each is asked where it lies, what they tell is put together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sopengine.compliance.question import Question
from sopengine.compliance.runs import Answer
from sopengine.store.store import Store
from sopengine.warehouse.gathering import Gathering


def ask(stores: Sequence[Store], question: Question) -> Answer:
    """How the work in all these stores stood against its standards."""
    gathering = Gathering(question, alone=len(stores) == 1)
    for number, store in enumerate(stores):
        store.read(partial(gathering.add, number=number, name=store.name))
    return gathering.answer()
