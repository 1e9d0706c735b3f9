"""The catalogue: every SOP of the office, found by words, agency and state."""

from __future__ import annotations

from starlette.responses import Response

from sopengine.frozen import frozen
from sopengine.office.forms.catalogue import Entry, State
from sopengine.web.asked import Asked
from sopengine.web.pages.catalogue.shelf import all_entries
from sopengine.web.words.moments import day

LONGEST_SEARCH = 200
"""Characters."""


@frozen
class Row:
    """One SOP."""

    entry: Entry
    number: str
    effective: str
    monitored: str
    months: int
    """Since the last monitoring, where that is overdue."""


def shown(asked: Asked) -> Response:
    words = asked.query.get("find", "").strip()[:LONGEST_SEARCH]
    agency, state = asked.query.get("agency", ""), asked.query.get("state", "")
    everything = all_entries(asked)
    found = [
        one for one in everything if one.holds(words) and agency in ("", one.agency) and state in ("", one.state.value)
    ]
    return asked.page(
        "catalogue/listing.html",
        rows=[_row(asked, one) for one in found],
        total=len(everything),
        agencies=list(dict.fromkeys(one.agency for one in everything if one.agency)),
        states=[each for each in State if any(one.state is each for one in everything)],
        words=words,
        agency=agency,
        state_wanted=state,
    )


def _row(asked: Asked, one: Entry) -> Row:
    document = one.definition.document if one.definition else None
    return Row(
        entry=one,
        number=document.number if document else "",
        effective=day(document.effective if document else None, asked.speech),
        monitored=day(document.monitored if document else None, asked.speech),
        months=one.monitoring_late(asked.now.date()),
    )
