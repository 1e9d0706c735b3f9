"""The dates of the identity page follow each other."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.graph import Graph
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
