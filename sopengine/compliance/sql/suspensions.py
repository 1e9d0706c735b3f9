"""What suspensions take off the lengths that were measured; due times were moved when they ended."""

from __future__ import annotations


def _between(first: str, last: str) -> str:
    """Of two moments that were found in their slots, in the measure of the place."""
    first_at, last_at = (f"CASE WHEN {at}_found < 0 THEN {at}_found + {at} ELSE {at}_found END" for at in (first, last))
    worked = f"CASE WHEN by_clock = 1 THEN {last} - {first} ELSE {last_at} - ({first_at}) END"
    return f"sum(CASE WHEN {last} > {first} THEN {worked} ELSE 0 END)"


PAUSED = f"""
CREATE TEMP TABLE paused AS
SELECT item, {_between("stopped", "resumed")} AS sojourn, {_between("stopped", "until_begun")} AS waiting,
    {_between("since_begun", "resumed")} AS service
FROM (
    SELECT u.*, @worked[s; own; stopped] AS stopped_found, @worked[r; own; resumed] AS resumed_found,
        @worked[b; own; until_begun] AS until_begun_found, @worked[g; own; since_begun] AS since_begun_found
    FROM (
        SELECT m.item, p.by_clock, p.own, @greatest(u.stopped, m.opened) AS stopped,
            @least(u.resumed, coalesce(m.ended, p.until)) AS resumed,
            CASE WHEN m.started IS NOT NULL THEN @least(u.resumed, m.started) END AS until_begun,
            CASE WHEN m.started IS NOT NULL THEN @greatest(u.stopped, m.started) END AS since_begun
        FROM pause u JOIN measured m ON m.instance = u.instance JOIN place p ON p.id = m.place
        WHERE u.resumed > m.opened AND u.stopped < coalesce(m.ended, p.until)
    ) AS u
    @joined[s; own; stopped] @joined[r; own; resumed] @joined[b; own; until_begun] @joined[g; own; since_begun]
) AS u
GROUP BY item
"""
"""What suspensions took of the time of visits."""

TAKEN_OFF = """
UPDATE measured SET waiting = measured.waiting - p.waiting,
    taken = measured.taken - CASE WHEN started IS NULL THEN p.sojourn ELSE p.service END,
    given = given - p.sojourn, beyond = beyond - p.service
FROM paused p WHERE p.item = measured.item
"""

RUNS_TAKEN_OFF = f"""
UPDATE run SET length = length - x.paused
FROM (
    SELECT instance, {_between("stopped", "resumed")} AS paused
    FROM (
        SELECT u.*, @worked[s; own; stopped] AS stopped_found, @worked[g; own; resumed] AS resumed_found
        FROM (
            SELECT r.instance, v.own, 0 AS by_clock, @greatest(u.stopped, r.started) AS stopped, u.resumed
            FROM pause u JOIN run r ON r.instance = u.instance JOIN version v ON v.number = r.version
            WHERE u.resumed <= coalesce(r.ended, v.until)
        ) AS u
        @joined[s; own; stopped] @joined[g; own; resumed]
    ) AS u
    GROUP BY instance
) AS x
WHERE x.instance = run.instance
"""
