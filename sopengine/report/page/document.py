"""The whole file: head, style sheets and all parts in the order of reading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sopengine.messages.speech import Speech
from sopengine.report.account import Account
from sopengine.report.charts import LOOK
from sopengine.report.page.markup import Markup, element, joined
from sopengine.report.page.monitoring_html import monitoring_html
from sopengine.report.page.opening import opening
from sopengine.report.page.sections import courses, lists, overview, procedures
from sopengine.report.periods import period_name

STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8") + LOOK
"""Of the page and its charts."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""Nothing is fetched and nothing runs, whatever a text says."""


def document(account: Account, speech: Speech) -> str:
    """HTML that needs no other file, no network and no script."""
    title = speech.text("Report: {period}", period=period_name(account.answer.period, speech))
    head = (
        Markup('<meta charset="utf-8">'),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", title),
        Markup(f"<style>{STYLE}</style>"),
    )
    main = element("main", *(part(account, speech) for part in _parts(account)))
    body = element("html", element("head", joined(head)), element("body", main), lang=speech.language)
    return f"<!doctype html>\n{body}\n"


def _parts(account: Account) -> tuple[Callable[[Account, Speech], Markup], ...]:
    """Of a period without work only what is known of SOPs beyond it."""
    if not account.answer.sops:
        return (opening, lists)
    return (opening, overview, courses, lists, procedures, monitoring_html)
