"""Is what happened before a checkpoint still there? The heads that it kept against the events that are here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sopengine.engine.verifying import Fault
from sopengine.errors import Phrase
from sopengine.store.audit.heads import REPORTS, Head, hash_at, last_event
from sopengine.store.reader import Reader


def faults_against(reader: Reader, kept: Sequence[Head]) -> Iterator[Fault]:
    """Each instance whose history is not the one that a checkpoint kept, and where it leaves it."""
    for head in kept:
        if hash_at(reader, head.instance, head.events) != head.hash:
            yield _departure(reader, head)


def _departure(reader: Reader, head: Head) -> Fault:
    last = last_event(reader, head.instance)
    values = {"instance": head.instance, "kept": head.events, "last": last}
    if head.instance == REPORTS:
        message = "what happened to reports was cut or rewritten: it ends at entry {last}, the checkpoint knows {kept}"
    elif not last:
        message = "instance {instance} is gone: the checkpoint knows it up to event {kept}"
    elif last < head.events:
        message = "instance {instance} was cut or set back: it ends at event {last}, the checkpoint knows {kept}"
    else:
        message = "instance {instance} was rewritten: up to event {kept} it is not what the checkpoint knows"
    return Fault(instance=head.instance, what=Phrase(message, values))
