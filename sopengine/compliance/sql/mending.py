"""Visits of which the calendar itself must say whether they were early, or done within their standard.

Those of runs that were suspended, for days in which work stood still shift both; and those of standards of so many days
an item. They are few; the rest is told by `relations`.
"""

from __future__ import annotations

from sopengine.compliance.sql.made import Verdict

BY_ITEM = "SELECT 1 FROM place WHERE mine = 1 AND external = 0 AND per_item = 1 AND high IS NULL AND usual > 0 LIMIT 1"
INDEX = "CREATE INDEX IF NOT EXISTS measured_item ON measured (item)"
DOUBTFUL = """
SELECT m.item, m.place, m.instance, m.opened, m.started, m.done, m.counted
FROM measured m JOIN place p ON p.id = m.place
WHERE m.item > @after AND m.done IS NOT NULL AND m.due IS NOT NULL AND p.external = 0
    AND (p.per_item = 1 AND p.high IS NULL
        OR (p.ranged IS NOT NULL OR p.low IS NOT NULL OR p.held IS NOT NULL) AND m.item IN (SELECT item FROM paused))
ORDER BY m.item LIMIT @most
"""
MEND = f"""
UPDATE measured
SET verdict = CASE WHEN verdict NOT IN ({Verdict.ON_TIME}, {Verdict.EARLY}) THEN verdict
        WHEN x.early = 1 THEN {Verdict.EARLY} ELSE {Verdict.ON_TIME} END,
    beyond = CASE x.within WHEN 1 THEN 0 WHEN 0 THEN 1 END
FROM mended x WHERE x.item = measured.item
"""
