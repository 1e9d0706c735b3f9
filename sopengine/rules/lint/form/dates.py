"""The dates of the identity page follow each other, and the SOP is looked at in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sopengine.graph import Graph
from sopengine.model.reviewed import EVALUATION_MONTHS, MONITORING_MONTHS, look_due
from sopengine.rules.problem import Problem


def dates_in_order(graph: Graph) -> Iterator[Problem]:
    """Nothing is revised or comes into force before it was made."""
    document = graph.definition.document
    if document.created is None:
        return
    for key, later in (("revised", document.revised), ("effective", document.effective)):
        if later and later < document.created:
            yield Problem(
                path=("document", key),
                message="'{key}' ({later}) lies before 'created' ({created})",
                mend="is a day, month or year mistyped?",
                values={"key": key, "later": later.isoformat(), "created": document.created.isoformat()},
            )


def future_date(graph: Graph, today: date) -> Iterator[Problem]:
    """What is said to have happened lies ahead."""
    document = graph.definition.document
    decree = document.decree.date if document.decree else None
    happened = {
        ("created",): document.created,
        ("decree", "date"): decree,
        ("monitored",): document.monitored,
        ("evaluated",): document.evaluated,
    }
    for path, day in happened.items():
        if day and day > today:
            yield Problem(
                path=("document", *path),
                message="'{key}' ({day}) lies ahead: today is {today}",
                mend="is a day, month or year mistyped?",
                values={"key": ".".join(path), "day": day.isoformat(), "today": today.isoformat()},
            )


def look_overdue(graph: Graph, today: date) -> Iterator[Problem]:
    """Monitoring, evaluation or review that is due."""
    document = graph.definition.document
    for key, last, months, message in (
        ("monitored", document.monitored, MONITORING_MONTHS, _NOT_MONITORED),
        ("evaluated", document.evaluated, EVALUATION_MONTHS, _NOT_EVALUATED),
    ):
        if last and look_due(last, document.effective, months) < today:
            yield Problem(
                path=("document", key),
                message=message,
                mend="look how the SOP is kept ('sop comply'), then set '{key}' to that day",
                values={"key": key, "last": last.isoformat(), "months": months},
            )
    if document.review and document.review < today:
        yield Problem(
            path=("document", "review"),
            message="the review was planned for {review}",
            mend="revise the SOP and set 'revised', or set another day",
            values={"review": document.review.isoformat()},
        )


_NOT_MONITORED = "the last monitoring ({last}) is older than {months} months"
_NOT_EVALUATED = "the last evaluation ({last}) is older than {months} months"
