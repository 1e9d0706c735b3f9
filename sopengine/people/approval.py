"""Who approved a version of an SOP, and what the form prints of it."""

from __future__ import annotations

from datetime import date, datetime

from sopengine.errors import RefusedError
from sopengine.frozen import frozen


@frozen
class Approval:
    """Of one version; printed where its file leaves the same open."""

    digest: str
    approved_at: datetime
    """When it was recorded; aware and UTC."""
    by: str
    """Who signs: id of a person, or the name as it was given."""
    number: str = ""
    approved_on: date
    effective_on: date | None = None
    """None: as `approved_on`."""
    position: str = ""
    """Of who signs, as printed."""
    rank: str = ""


def not_approved(sop: str, digest: str) -> RefusedError:
    return RefusedError(
        "{sop} is not approved as its file now stands (version {version}), and only what is approved is started here: "
        "sop approve {sop}",
        sop=sop,
        version=digest[:7],
    )


def approved_already(sop: str, approval: Approval) -> RefusedError:
    return RefusedError(
        "{sop} is approved as it stands (version {version}, by {by}, {day}): what changes is another version",
        sop=sop,
        version=approval.digest[:7],
        by=approval.by,
        day=approval.approved_on,
    )


def may_not_approve(by: str, agency: str, who: str) -> RefusedError:
    return RefusedError(
        "{by} may not approve SOPs of {agency}: that is for {who}; to let somebody: sop people role NAME pimpinan",
        by=by,
        agency=agency,
        who=who,
    )
