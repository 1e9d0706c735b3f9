"""Keys of the language as the form calls them."""

from __future__ import annotations

from collections.abc import Mapping

from sopengine.errors.phrase import Phrase


def called(key: str, label: str = "") -> Phrase:
    """A key of the language, of a decision the way of a label; one that has no word of its own by its own name."""
    if key == "decision":
        return Phrase("the way '{label}'", {"label": label})
    return Phrase(_WORDS[key]) if key in _WORDS else Phrase("key '{key}'", {"key": key.split(".")[-1]})


_WORDS: Mapping[str, str] = {
    "id": "id",
    "status": "status",
    "days": "meaning of a bare 'hari'",
    "calendar": "calendar",
    "schedule": "schedule",
    "source": "source",
    "title": "title",
    "kind": "kind",
    "group": "group",
    "external": "brought from outside",
    "type": "type",
    "options": "options",
    "agency.government": "government",
    "agency.name": "name of the agency",
    "agency.unit": "unit of the agency",
    "agency.timezone": "time zone",
    "document.number": "number of the SOP",
    "document.created": "day of making",
    "document.revised": "day of revision",
    "document.effective": "day of coming into force",
    "document.monitored": "day of monitoring",
    "document.evaluated": "day of evaluation",
    "document.review": "day of the next review",
    "document.approved_by.position": "position of the signer",
    "document.approved_by.name": "name of the signer",
    "document.approved_by.rank": "rank of the signer",
    "document.approved_by.nip": "NIP of the signer",
    "document.decree.number": "number of the decree",
    "document.decree.title": "title of the decree",
    "document.decree.place": "place of the decree",
    "document.decree.date": "date of the decree",
    "document.legal_basis": "legal basis",
    "document.qualifications": "qualifications",
    "document.related": "related SOPs",
    "document.equipment": "equipment",
    "document.warnings": "warnings",
    "document.records": "records",
    "number": "number",
    "activity": "activity",
    "substeps": "substeps",
    "needs": "needs",
    "duration": "standard time",
    "outputs": "outputs",
    "note": "note",
    "inferred": "reconstructed keys",
    "tasks": "symbol",
    "actor": "actor",
    "with": "working along",
    "work": "work to do",
    "call": "called SOP",
    "wait": "waiting time",
    "wait.message": "awaited message",
    "each": "one work item each",
    "done_when": "work items that are enough",
    "limit": "visits at most",
    "symbol": "symbol",
    "text": "text inside the symbol",
    "asks": "fields asked for",
    "count": "number of items",
    "question": "question",
    "choose": "choice of several",
    "overdue": "when nobody acts",
    "remind": "reminder",
    "escalate": "told when late",
    "next": "goes on to",
}
