"""The identity page is complete and names what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sopengine.graph import Graph
from sopengine.model.definition import Definition
from sopengine.rules.problem import Problem

NIP_DIGITS = 18
"""Birth date 8, date of entry 6, sex 1, sequence 3."""


def incomplete_identity(graph: Graph) -> Iterator[Problem]:
    """Fields that the regulation asks for and that would print as '-'; told once."""
    missing = tuple(_missing(graph.definition))
    if missing:
        yield Problem(
            path=("document",),
            message="the identity page is incomplete: {fields}",
            mend="fill them in below 'document'; without them these boxes print '-'",
            values={"fields": ", ".join(missing)},
            at_key=True,
        )


def bad_nip(graph: Graph) -> Iterator[Problem]:
    """A NIP that is not made of 18 digits."""
    approver = graph.definition.document.approved_by
    if approver is None or not approver.nip or set(approver.nip) <= set("-–. "):
        return
    digits = re.sub(r"[\s\u00a0.]", "", approver.nip)
    if not re.fullmatch(f"[0-9]{{{NIP_DIGITS}}}", digits):
        count = sum(sign.isdecimal() for sign in digits)
        yield Problem(
            path=("document", "approved_by", "nip"),
            message="a NIP has {digits} digits, this one has {count}"
            if digits.isdecimal()
            else "a NIP has {digits} digits and nothing else, this one holds '{foreign}'",
            mend="compare it with the decree of appointment; spaces are allowed",
            values={
                "digits": NIP_DIGITS,
                "count": count,
                "foreign": "".join(sorted({sign for sign in digits if not sign.isdecimal()})),
            },
        )


def related_to_itself(graph: Graph) -> Iterator[Problem]:
    """'Keterkaitan' that names this SOP."""
    definition = graph.definition
    own = {_bare(definition.title), _bare(definition.id)}
    for place, text in enumerate(definition.document.related):
        if _bare(text) in own:
            yield Problem(
                path=("document", "related", place),
                message="'{text}' is this SOP itself",
                mend="name the SOPs that come before and after it, or take it out",
                values={"text": text},
            )


def _missing(definition: Definition) -> Iterator[str]:
    document = definition.document
    fields: dict[str, object] = {
        "number": document.number,
        "created": document.created,
        "effective": document.effective,
        "approved_by": document.approved_by,
        "legal_basis": document.legal_basis,
        "qualifications": document.qualifications,
        "related": document.related,
        "equipment": document.equipment,
        "warnings": document.warnings,
        "records": document.records,
    }
    for key, value in fields.items():
        if _empty(value):
            yield key
        elif key == "approved_by" and document.approved_by:
            approver = document.approved_by
            inner = {"position": approver.position, "name": approver.name, "nip": approver.nip}
            yield from (f"approved_by.{key}" for key, text in inner.items() if _empty(text))


def _empty(value: object) -> bool:
    """Nothing, or nothing but a dash."""
    texts = value if isinstance(value, tuple) else (value,)
    return all(text is None or (isinstance(text, str) and text.strip(" -–—.…") == "") for text in texts)


def _bare(text: str) -> str:
    """Letters and digits, without a leading 'SOP'."""
    words = " ".join(re.findall(r"\w+", text.casefold()))
    return re.sub(r"^(sop|standar operasional prosedur|standard operating procedure) ", "", words)
