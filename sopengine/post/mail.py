"""Hands one mail to the office's mail server. Every wait has an end: a server that hangs is a failure like another."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from sopengine.errors import StorageError
from sopengine.frozen import frozen
from sopengine.settings.values import MailServer

LIMIT = 20.0
"""Seconds that one answer of the server may take."""


@frozen
class Mail:
    """What one person is to read."""

    key: str
    """By it the receiver's program knows what came twice."""
    to: str
    subject: str
    text: str
    at: datetime


def send_mail(server: MailServer, mail: Mail, *, limit: float = LIMIT) -> None:
    """Once the server has taken it, it is sent. Raises StorageError where it has not, or nobody knows."""
    try:
        _hand_over(server, mail, limit)
    except smtplib.SMTPResponseException as error:
        raise _refused(server, error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        raise _refused(server, code, answer) from error
    except (OSError, smtplib.SMTPException, ValueError) as error:
        if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
            message = "the mail server {host} did not answer within {seconds} seconds"
            raise StorageError(message, host=server.host, seconds=round(limit)) from error
        message, reason = "the mail server {host} cannot be reached: {reason}", str(error) or type(error).__name__
        raise StorageError(message, host=server.host, reason=reason) from error


def _hand_over(server: MailServer, mail: Mail, limit: float) -> None:
    """What follows once the server has taken it changes nothing any more."""
    connection = smtplib.SMTP(server.host, server.port, timeout=limit)
    try:
        if server.starttls:
            connection.starttls(context=ssl.create_default_context())
        if server.user:
            connection.login(server.user, server.password)
        connection.send_message(_written(server, mail))
        with suppress(OSError, smtplib.SMTPException):
            connection.quit()
    finally:
        connection.close()


def _written(server: MailServer, mail: Mail) -> EmailMessage:
    """Programs that answer mail by themselves are asked not to."""
    sender = server.sender
    message = EmailMessage()
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = f"<{mail.key}@{parseaddr(sender)[1].partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Sop-Key"] = mail.key
    message.set_content(mail.text)
    return message


def _refused(server: MailServer, code: int, answer: bytes | str) -> StorageError:
    said = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return StorageError("the mail server {host} refuses: {reason}", host=server.host, reason=f"{code} {said}")
