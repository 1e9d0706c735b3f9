"""What is asked of measured visits: few rows each, however many visits there are."""

from __future__ import annotations

from sopengine.compliance.sql.dialect import BETWEEN_FIELDS
from sopengine.compliance.sql.made import Verdict

_DAY = 86_400 * 1_000_000
_LATE = f"({Verdict.LATE}, {Verdict.OVERDUE})"
_LIVE = f"m.verdict NOT IN ({Verdict.WITHDRAWN}, {Verdict.CANCELLED})"


def _many(condition: str) -> str:
    return f"count(CASE WHEN {condition} THEN 1 END)"


def _sum(value: str) -> str:
    return f"CAST(coalesce(sum({value}), 0) AS BIGINT)"


_RATIO = "CASE WHEN given > 0 THEN CAST(taken AS @double) / given END"

COUNTED = {
    "visits": "count(*)",
    "provisional": _sum("provisional"),
    "rework": _many("visit > 1"),
    "started": "count(beyond)",
    "within": _many("beyond <= 0"),
    "corrected": _sum("corrected"),
    "recorded_late": _many(f"recorded - done > {_DAY}"),
    "backwards": _many("started > done"),
    "waited": _many("waiting > 0"),
    "rated": _many("given > 0"),
    "taken": _sum("taken"),
    "given": _sum("CASE WHEN given > 0 THEN given END"),
    "taken_of_given": _sum("CASE WHEN given > 0 THEN taken END"),
    "waiting": _sum("waiting"),
    "service": _sum("CASE WHEN started IS NOT NULL THEN taken END"),
    "taken_again": _sum("CASE WHEN visit > 1 THEN taken END"),
    "late": _sum("late"),
    "least": f"min({_RATIO})",
    "most": f"max({_RATIO})",
}
"""Name -> what is counted or added up of the visits of one place, month, verdict, and done or not."""

PLACES_APART, MONTHS_APART, VERDICTS_APART = 10_000_000, 20, 2
"""In the one number by which visits are told apart: to group by one is faster than by four."""
CUBE = f"""
SELECT place * {PLACES_APART} + month * {MONTHS_APART} + verdict * {VERDICTS_APART}
    + CASE WHEN done IS NULL THEN 0 ELSE 1 END AS apart, {", ".join(COUNTED.values())}
FROM measured GROUP BY apart
"""
"""Of each place, month, verdict, done or not; of open visits the month is that of the moment that is asked about."""

HUNG = """
SELECT m.place, e.month, count(*)
FROM (
    SELECT u.*, CASE WHEN by_clock = 1 THEN NULL WHEN found < 0 THEN found + due ELSE found END AS worked
    FROM (
        SELECT m.place, p.own, p.by_clock, m.due, coalesce(m.ended, p.until + 1) AS ended,
            @worked[d; p.own; m.due] AS found
        FROM measured m JOIN place p ON p.id = m.place @joined[d; p.own; m.due]
        WHERE m.late > 0
        @fence
    ) AS u
    @fence
) AS m
JOIN month e ON e.own = m.own AND e.ends > m.due AND e.ends < m.ended
WHERE m.worked IS NULL OR e.worked > m.worked
GROUP BY m.place, e.month
"""
"""What was open and overdue at the end of each month."""


def lengths(*, monthly: bool) -> str:
    """What is spread, with the number of its group."""
    month = "m.month" if monthly else "0"
    return f"""
SELECT g.grp AS grp, m.taken AS length
FROM measured m JOIN grouped g ON g.place = m.place AND g.month = {month} WHERE m.done IS NOT NULL
"""


RUN_LENGTHS = """
SELECT g.grp AS grp, r.length AS length
FROM run r JOIN grouped g ON g.place = r.version WHERE r.state = 'completed'
"""

RANKED = "INSERT INTO ranked (grp, length) SELECT grp, length FROM (@lengths) AS lengths ORDER BY grp, length"
SPREAD = """
SELECT s.grp, s.many, a.length, b.length, n.length, w.length
FROM sized s
JOIN ranked a ON a.place = s.before + (s.many + 1) @divided 2 AND a.grp = s.grp
JOIN ranked b ON b.place = s.before + s.many @divided 2 + 1 AND b.grp = s.grp
JOIN ranked n ON n.place = s.before + (9 * s.many + 9) @divided 10 AND n.grp = s.grp
JOIN ranked w ON w.place = s.before + s.many AND w.grp = s.grp
"""
"""Of each group how many, the middle two, the nearest rank of 90 %, the longest."""

LATE = f"""
SELECT m.place, m.instance, i.ref, m.visit, m.opened, m.due, m.done, m.recorded, m.late, m.provisional, m.corrected,
    m.ended, p.until, coalesce(t.done_by, x.done_by), coalesce(t.done_for, x.done_for), coalesce(t.outcome, x.outcome)
FROM (
    SELECT m.* FROM measured m JOIN place p ON p.id = m.place
    WHERE m.verdict IN {_LATE} AND p.external = 0
    ORDER BY m.late DESC, m.instance, m.item LIMIT @most
) AS m
JOIN place p ON p.id = m.place JOIN instance i ON i.id = m.instance
JOIN work_item x ON x.id = (
    SELECT max(w.id) FROM work_item w
    WHERE w.id >= m.instance * 1000000 AND w.id < (m.instance + 1) * 1000000
        AND w.step = p.step AND w.visit = m.visit AND w.state <> 'withdrawn'
) LEFT JOIN turn t ON t.item = x.id
ORDER BY m.late DESC, m.instance, m.item
"""
"""The latest visits of the office; work items of a run are found by their numbers, which databases keep in order."""

AGES = f"""
SELECT m.place, m.day, m.until, count(*), {_many(f"m.verdict = {Verdict.OVERDUE}")}
FROM (
    SELECT m.place, @day[o; p.own; m.opened] AS day, p.until, m.verdict
    FROM measured m JOIN place p ON p.id = m.place @joined[o; p.own; m.opened]
    WHERE m.verdict IN ({Verdict.RUNNING}, {Verdict.OVERDUE}) AND p.external = 0
    @fence
) AS m
GROUP BY m.place, m.day, m.until
"""
"""Open work of the office, by the day on which it was received, a number of the calendar."""

_CAME_FROM = """
FROM measured m JOIN place p ON p.id = m.place JOIN work_item t ON t.id = m.item
LEFT JOIN work_item f ON f.id = t.opened_by
LEFT JOIN place q ON q.digest = p.digest AND q.step = f.step AND q.actor = f.actor
"""
RETURNS = f"""
SELECT q.id, m.place, count(*), {_sum("CASE WHEN m.done IS NOT NULL THEN m.taken END")} {_CAME_FROM}
WHERE m.visit > 1 AND {_LIVE} AND f.step <> t.step
GROUP BY q.id, m.place
"""
PASSAGES = f"SELECT q.id, m.place, count(*) {_CAME_FROM} WHERE {_LIVE} GROUP BY q.id, m.place"

RUNS = """
SELECT r.version, r.state, count(*), count(CASE WHEN r.started >= v.since THEN 1 END), CAST(sum(r.length) AS BIGINT),
    max(r.started)
FROM run r JOIN version v ON v.number = r.version GROUP BY r.version, r.state
"""

_WALKED = """(w.state IN ('done', 'expired', 'returned') AND w.ended_at <= v.until
    OR w.id IN (SELECT item FROM turn WHERE done IS NOT NULL)) @items"""
_VISITED = f"""
FROM run r JOIN version v ON v.number = r.version JOIN work_item w ON w.instance = r.instance
JOIN place p ON p.digest = v.digest AND p.step = w.step AND p.actor = w.actor
WHERE r.state = 'completed' AND v.forks = 0 AND {_WALKED} AND p.usual > 0 AND p.several ="""
PATHS = f"""
SELECT version, CAST(sum(CASE WHEN visit = 1 THEN usual ELSE 0 END) AS BIGINT), CAST(sum(usual) AS BIGINT)
FROM (
    SELECT r.version, w.visit, p.usual {_VISITED} 0
    UNION ALL
    SELECT r.version, w.visit, max(p.usual) {_VISITED} 1 GROUP BY r.version, w.instance, w.step, w.visit
) AS visited
GROUP BY version
"""
"""Of the completed runs of each version without forks the standards of what was visited: once, and with every visit."""

_WALKED_FIELDS = f" || '{BETWEEN_FIELDS}' || ".join(
    ("p.id", "w.task", "w.visit", "w.state", "coalesce(f.task, '')", "coalesce(f.visit, 0)", "w.outcome")
)
SHAPES = f"""
SELECT version, shape, count(*)
FROM (
    SELECT r.version, (
        SELECT @listed[told; id] FROM (
            SELECT w.id, {_WALKED_FIELDS} AS told
            FROM work_item w JOIN place p ON p.digest = v.digest AND p.step = w.step AND p.actor = w.actor
            LEFT JOIN work_item f ON f.id = w.opened_by
            WHERE w.instance = r.instance AND {_WALKED}
            ORDER BY w.id
            @fence
        ) AS walked
    ) AS shape
    FROM run r JOIN version v ON v.number = r.version WHERE r.state = 'completed' AND v.forks = 1
    @fence
) AS shapes
WHERE shape IS NOT NULL
GROUP BY version, shape
"""
"""Of the completed runs of each version with forks how many went the same way: see `summing.paths`."""

STARTED = """
SELECT v.number, max(i.started_at), min(i.started_at) FROM instance i JOIN version v ON v.digest = i.digest
WHERE v.wanted = 1 AND i.started_at <= v.until @narrowed GROUP BY v.number
"""
"""When the latest and the first run of each version began, in the period or before."""

ACTED = """
SELECT place, done_by, done_for, count(*)
FROM (
    SELECT m.place, coalesce(t.done_by, x.done_by) AS done_by, coalesce(t.done_for, x.done_for) AS done_for,
        coalesce(t.done_as, x.done_as) AS done_as
    FROM measured m JOIN work_item x ON x.id = m.item LEFT JOIN turn t ON t.item = m.item
    WHERE m.done IS NOT NULL
) AS acted
WHERE done_as IN ('plt', 'plh', 'delegate', 'partner', 'vacant')
GROUP BY place, done_by, done_for
"""
"""Who completed visits in whose place; in nobody's where the position had no holder."""

HOLDINGS = """
SELECT person, government, agency, position_key, first_day, last_day FROM holding ORDER BY id
"""

_HELD = "EXISTS (SELECT 1 FROM held h WHERE h.post = o.{} AND h.since <= w.done_at AND h.till > w.done_at {})"
_BY_THEM = "AND h.person = lower(w.done_by)"
POSTED = f"""
SELECT place, wrong, CASE WHEN wrong = 1 THEN done_by ELSE '' END AS who, count(*),
    {_many("done_as = ''")}, {_many("assignee = done_by")}, min(done_at), max(done_at)
FROM (
    SELECT o.place, w.done_by, w.done_as, w.assignee, w.done_at,
        CASE WHEN {_HELD.format("allowed", _BY_THEM)} THEN 0 WHEN {_HELD.format("lead", "")} THEN 1
            WHEN NOT {_HELD.format("agency", "")} THEN NULL WHEN {_HELD.format("agency", _BY_THEM)} THEN 0 ELSE 1
            END AS wrong
    FROM (
        SELECT w.id, w.instance, w.step, w.actor, w.assignee, coalesce(t.done, w.done_at) AS done_at,
            coalesce(t.done_by, w.done_by) AS done_by, coalesce(t.done_as, w.done_as) AS done_as
        FROM work_item w LEFT JOIN turn t ON t.item = w.id
        WHERE (w.state = 'done' OR t.done IS NOT NULL) AND w.awaits = 'person' @items
    ) AS w
    JOIN instance i ON i.id = w.instance
    JOIN place p ON p.digest = i.digest AND p.step = w.step AND p.actor = w.actor JOIN post o ON o.place = p.id
    WHERE p.mine = 1 AND w.done_at >= p.since AND w.done_at <= p.until
        @narrowed
    @fence
) AS done
WHERE wrong IS NOT NULL
GROUP BY place, wrong, who
"""
"""Of completed tasks whether who did them held the position then, worked along with it, or, where nobody held it, held
anything in the agency: by place, and by who where they did not. Days on which nobody held anything there are left out.
How many nobody checked when they were recorded, and how many they had taken, or were given, before.
"""

PEOPLE = "SELECT count(*) FROM person"

_OF_DONE_TASKS = """
FROM rare r JOIN work_item w ON w.id = r.item
JOIN place p ON p.digest = r.digest AND p.step = w.step AND p.actor = w.actor AND p.mine = 1
"""
UNCONFIRMED = f"""
SELECT count(*) {_OF_DONE_TASKS}
WHERE r.kind = 'corrected' AND coalesce(@told[r.data; confirmed_by], '') = ''
    AND w.done_at >= r.since AND w.done_at <= r.until
"""
UNDONE = f"""
SELECT {_many("r.at <= r.until")}, {_many("r.at > r.until")} {_OF_DONE_TASKS}
JOIN event d ON d.instance = r.instance AND d.seq = CAST(@told[r.data; seq_undone] AS BIGINT)
WHERE r.kind = 'undone' AND d.at >= r.since AND d.at <= r.until
"""
"""Completions in the period that were undone by its end, and those that count since they were undone only later."""

RECKONED = """
SELECT m.place, count(*) FROM measured m JOIN place p ON p.id = m.place WHERE m.recorded < p.reckoned GROUP BY m.place
"""
"""Visits that were recorded before their calendar was replaced, and are counted by the one that is kept now."""

LENGTHS_OF_RUNS = "SELECT instance, length FROM run"

VISITS = """
SELECT m.item, m.place, m.instance, i.ref, m.visit, m.opened, m.started, m.done, m.ended, m.due, m.recorded,
    m.provisional, m.verdict, m.late, m.beyond, p.until, m.corrected, m.counted,
    coalesce(t.done_by, x.done_by), coalesce(t.outcome, x.outcome)
FROM measured m JOIN place p ON p.id = m.place JOIN instance i ON i.id = m.instance
JOIN work_item x ON x.id = m.item LEFT JOIN turn t ON t.item = m.item
WHERE m.item > @after ORDER BY m.item LIMIT @most
"""
"""Visits one by one, so many at a time, in the order in which they were opened in their runs."""

PAUSES = "SELECT instance, stopped, resumed FROM pause WHERE resumed IS NOT NULL ORDER BY instance, stopped"
