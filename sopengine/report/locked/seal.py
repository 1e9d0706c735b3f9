"""What a locked report says of itself, wherever it is printed."""

from __future__ import annotations

from sopengine.errors.clock import clock_text
from sopengine.messages.speech import Speech
from sopengine.report.account import Account
from sopengine.report.when import local


def seal_text(account: Account, speech: Speech) -> str:
    """Empty of a report that was not locked."""
    if account.seal is None:
        return ""
    return speech.text(
        "Locked {time} by {person}: figures, notes and actions are those of that moment. SHA-256 {digest}.",
        time=clock_text(local(account.seal.at, account.zone), speech.translate),
        person=account.seal.by,
        digest=account.seal.digest,
    )
