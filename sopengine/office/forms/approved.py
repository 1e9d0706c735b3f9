"""The form of an approved version: its number, dates and signature, where the file leaves them open."""

from __future__ import annotations

from dataclasses import replace

from sopengine.engine import Engine
from sopengine.graph import Graph
from sopengine.model.definition import Definition
from sopengine.model.document import Approver
from sopengine.people.approval import Approval
from sopengine.people.values import Person


def as_approved(engine: Engine, graph: Graph) -> Graph:
    """The same where nobody has approved this version in the store."""
    definition = graph.definition
    approval = engine.approval(definition.digest)
    if approval is None:
        return graph
    return Graph(signed(definition, approval, engine.person(approval.by)))


def signed(definition: Definition, approval: Approval, person: Person | None) -> Definition:
    """`person`: who approved it; None where the store knows nobody of that id, or no more."""
    document = definition.document
    written = document.approved_by or Approver()
    approver = Approver(
        position=written.position or approval.position,
        name=written.name or (person.name if person and person.name else approval.by),
        rank=written.rank or approval.rank,
        nip=written.nip or (person.nip if person else ""),
    )
    own = document.approved_by is not None and bool(document.approved_by.name)
    return replace(
        definition,
        document=replace(
            document,
            number=document.number or approval.number,
            created=document.created or approval.approved_on,
            effective=document.effective or approval.effective_on or approval.approved_on,
            approved_by=document.approved_by if own else approver,
        ),
    )
