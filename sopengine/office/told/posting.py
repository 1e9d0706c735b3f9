"""The post of an office: to whom letters go, and by the ways that its settings name."""

from __future__ import annotations

from collections.abc import Sequence

from sopengine.engine import Engine
from sopengine.engine.by_itself.clockwork import Clockwork
from sopengine.errors import MisuseError, RefusedError
from sopengine.frozen import frozen
from sopengine.messages.speech import Speech
from sopengine.office.told.words import answer, said, subject, text
from sopengine.post.mail import Mail, send_mail
from sopengine.post.webhook import send_webhook
from sopengine.settings.values import Settings
from sopengine.store.outbox.values import Channel, Letter


@frozen
class OfficePost:
    """Knows the settings; asks the store who holds what, whenever a letter is addressed or sent."""

    engine: Engine
    settings: Settings
    speech: Speech
    """Of those who read mail."""

    def addressed(self, letter: Letter) -> Sequence[tuple[Channel, str]]:
        """To the webhook, and by mail to all who hold the position today and have an address.

        A reminder by hand stands on their pages as well, so that it may go to nobody.
        """
        to = (
            [(Channel.MAIL, person) for person in Clockwork(self.engine).recipients(letter)]
            if self.settings.mail
            else []
        )
        to += [(Channel.WEBHOOK, "")] if self.settings.webhook else []
        if to or letter.by_hand:
            return to
        if not self.settings.mail:
            raise RefusedError("sop.toml names neither a mail server nor a webhook")
        raise RefusedError("nobody with a mail address holds '{actor}'", actor=letter.actor)

    def send(self, letter: Letter) -> None:
        """Raises SopError where it did not arrive."""
        what = said(self.engine, letter, self.settings.serve.url)
        if letter.channel is Channel.WEBHOOK:
            if self.settings.webhook is None:
                raise RefusedError("sop.toml names no webhook any more")
            send_webhook(self.settings.webhook, letter.key, answer(what), self.engine.now())
            return
        if self.settings.mail is None:
            raise RefusedError("sop.toml names no mail server any more")
        address = Clockwork(self.engine).address_of(letter.person)
        if not address:
            raise RefusedError("{person} has no mail address", person=letter.person)
        mail = Mail(
            key=letter.key,
            to=address,
            subject=subject(what, self.speech),
            text=text(what, self.speech),
            at=self.engine.now(),
        )
        send_mail(self.settings.mail, mail)


def can_send(settings: Settings) -> bool:
    """Whether there is any way out. Raises MisuseError for a webhook without its secret."""
    if settings.webhook and not settings.webhook.secret:
        raise MisuseError("the webhook of sop.toml needs a secret to sign with: set SOP_WEBHOOK_SECRET")
    return settings.mail is not None or settings.webhook is not None
