"""What suspensions take off the lengths that were measured; due times were moved when they ended."""

from __future__ import annotations

_WORKED = "{0}.base + {0}.pace * {1}"


def _overlap(begin: str, end: str) -> str:
    """Of the pause and the time between two columns, in the measure of the place."""
    stop, go = f"@greatest(u.stopped, {begin})", f"@least(u.resumed, {end})"
    worked = f"@least(g_at, {end}_at) - @greatest(s_at, {begin}_at)"
    plain = f"CASE WHEN {go} > {stop} THEN {go} - {stop} ELSE 0 END"
    return f"CASE WHEN by_clock = 1 THEN {plain} WHEN {worked} > 0 THEN {worked} ELSE 0 END"


PAUSED = f"""
CREATE TEMP TABLE paused AS
SELECT item, sum({_overlap("opened", "ended")}) AS sojourn, sum({_overlap("opened", "started")}) AS waiting,
    sum({_overlap("started", "ended")}) AS service
FROM (
    SELECT m.item, p.by_clock, u.stopped, u.resumed, m.opened, m.started, coalesce(m.ended, p.until) AS ended,
        {_WORKED.format("o", "m.opened")} AS opened_at, {_WORKED.format("b", "m.started")} AS started_at,
        {_WORKED.format("e", "coalesce(m.ended, p.until)")} AS ended_at,
        {_WORKED.format("s", "u.stopped")} AS s_at, {_WORKED.format("g", "u.resumed")} AS g_at
    FROM pause u JOIN measured m ON m.instance = u.instance JOIN place p ON p.id = m.place
    JOIN slot o ON o.slot = p.own + m.opened @divided @width
    JOIN slot e ON e.slot = p.own + coalesce(m.ended, p.until) @divided @width
    JOIN slot s ON s.slot = p.own + u.stopped @divided @width
    JOIN slot g ON g.slot = p.own + u.resumed @divided @width
    LEFT JOIN slot b ON b.slot = p.own + m.started @divided @width
    WHERE u.resumed > m.opened AND u.stopped < coalesce(m.ended, p.until)
) AS u
GROUP BY item
"""
"""What suspensions took of the time of visits."""

TAKEN_OFF = """
UPDATE measured SET sojourn = measured.sojourn - p.sojourn, waiting = measured.waiting - p.waiting,
    taken = measured.taken - CASE WHEN started IS NULL THEN p.sojourn ELSE p.service END,
    given = given - p.sojourn, beyond = beyond - p.service
FROM paused p WHERE p.item = measured.item
"""

RUNS_TAKEN_OFF = """
UPDATE run SET length = length - x.paused
FROM (
    SELECT r.instance, sum(g.base + g.pace * u.resumed - s.base - s.pace * u.stopped) AS paused
    FROM pause u JOIN run r ON r.instance = u.instance JOIN version v ON v.number = r.version
    JOIN slot s ON s.slot = v.own + u.stopped @divided @width
    JOIN slot g ON g.slot = v.own + u.resumed @divided @width
    WHERE u.resumed <= r.ended GROUP BY r.instance
) AS x
WHERE x.instance = run.instance
"""
