"""Who is reminded by hand, and how it comes to them."""

from __future__ import annotations

from datetime import timedelta

from sopengine.engine import Engine
from sopengine.execution.values.work import WorkItem
from sopengine.frozen import frozen
from sopengine.settings.values import Settings
from sopengine.store.checkup.gauges import worker_seen

SEEN_WITHIN = timedelta(hours=1)
"""A worker that was at work no longer ago sends what is to be sent: some run only now and then."""


@frozen
class Reached:
    """Ids of those at whose desk the work lies. Nobody where the store does not know them."""

    by_mail: tuple[str, ...] = ()
    """As soon as a worker sends it."""
    on_their_page: tuple[str, ...] = ()
    """Where it stands with the task; of those who have no mail address, or where no mail is sent."""
    webhook: bool = False
    """A program is told, too."""
    waits: bool = False
    """What is to be sent: no worker was at work of late."""


def reached(engine: Engine, item: WorkItem, by: str, settings: Settings) -> Reached:
    """By a reminder that `by` asks for now."""
    has_mail = {person: mail for person, mail in engine.at_whose_desk(item).items() if person != by}
    by_mail = tuple(person for person, mail in has_mail.items() if mail and settings.mail)
    webhook = settings.webhook is not None
    return Reached(
        by_mail=by_mail,
        on_their_page=tuple(person for person in has_mail if person not in by_mail),
        webhook=webhook,
        waits=bool(by_mail or webhook) and not _sends(engine),
    )


def _sends(engine: Engine) -> bool:
    """Whether a worker was at work of late."""
    seen = engine.ask(lambda reader: worker_seen(reader.link))
    return seen is not None and engine.now() - seen <= SEEN_WITHIN
