"""The monitoring table on the page: full grid on paper, empty fields to write in, room to sign."""

from __future__ import annotations

from sopengine.messages.speech import Speech
from sopengine.report.account import Account
from sopengine.report.handing_in import HEADINGS, RUNS_NOT, RUNS_WELL, signature_lines
from sopengine.report.locked.seal import seal_text
from sopengine.report.monitoring import Monitored, limits_text, monitored
from sopengine.report.page.markup import Markup, element, joined


def monitoring_html(account: Account, speech: Speech) -> Markup:
    about = speech.text("Permenpan-RB 35/2012; {limits}.", limits=limits_text(account.limits, speech))
    head = element("h2", speech.translate("Monitoring table"), " ", element("small", about), kind="new-page")
    headings = [speech.translate(heading) for heading in HEADINGS]
    body = [_row(number, row, headings, speech) for number, row in enumerate(monitored(account, speech), 1)]
    columns = element("tr", *(element("th", heading, scope="col") for heading in headings))
    sealed = seal_text(account, speech)
    note = element("p", sealed, kind="meta seal") if sealed else ""
    signed = element("td", note, _signatures(speech), colspan=len(HEADINGS))
    last = element("tbody", *body[-1:], element("tr", signed, kind="signed"), kind="last")
    table = element("table", element("thead", columns), element("tbody", *body[:-1]), last, kind="monev")
    return joined((head, table, element("div", note, kind="screen") if sealed else ""))


def _row(number: int, row: Monitored, headings: list[str], speech: Speech) -> Markup:
    below = (row.office, row.number or speech.translate("without a number"))
    small = (element("small", line) for line in below)
    cells = (
        element("td", str(number), data_head=headings[0]),
        element("td", element("b", row.title), *small, kind="wide procedure"),
        element("td", *_choices(row, speech), data_head=headings[2]),
        element("td", " ".join(row.notes), *_lines(row.assessed.note), kind="notes", data_head=headings[3]),
        _filled(row.assessed.action, headings[4]),
        _filled(row.assessed.initials, headings[5]),
    )
    return element("tr", *cells)


def _filled(text: str, heading: str) -> Markup:
    """Room to write in where nobody has."""
    return element("td", *_lines(text), kind="entered" if text else "open", data_head=heading)


def _lines(text: str) -> list[Markup]:
    return [element("div", line, kind="written") for line in text.splitlines()]


def _choices(row: Monitored, speech: Speech) -> list[Markup]:
    """Two boxes, of which one is ticked, or none; told in words to those who do not see them."""
    found = []
    for word, ticked in ((RUNS_WELL, row.well is True), (RUNS_NOT, row.well is False)):
        box = element("span", kind="box set" if ticked else "box", role="img", aria_label="☒" if ticked else "☐")
        found.append(element("span", box, speech.translate(word), kind="choice"))
    return found


def _signatures(speech: Speech) -> Markup:
    """They stay on the sheet of the last row."""
    sides = (element("div", *_signature(lines)) for lines in signature_lines(speech))
    return element("div", *sides, kind="signatures")


def _signature(lines: tuple[str, ...]) -> list[Markup]:
    *above, below = lines
    return [*(element("div", line) for line in above), element("div", below, kind="line")]
