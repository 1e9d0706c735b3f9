"""From the rows of a store to measured visits, as relations of a database.

All times are microseconds since 1970 UTC, all lengths microseconds: working time, or plain time of what runs by the
clock. What the rows do not say by themselves stands in small relations beside them, made by `compliance.setting`.
"""

from __future__ import annotations

from sopengine.compliance.sql.made import Verdict

RARE = """
CREATE TEMP TABLE rare AS
SELECT e.instance, e.seq, e.kind, e.at, e.item, e.data, v.until
FROM event e JOIN instance i ON i.id = e.instance JOIN version v ON v.digest = i.digest
WHERE e.kind IN ('suspended', 'resumed', 'undone', 'rescheduled', 'corrected') AND v.wanted = 1
"""
"""The events that work items do not tell of, or not as of an earlier moment."""

PAUSE = """
CREATE TEMP TABLE pause AS
SELECT instance, stopped, CASE WHEN resumed <= until THEN resumed END AS resumed
FROM (
    SELECT s.instance, s.at AS stopped, s.until, min(r.at) AS resumed
    FROM rare s LEFT JOIN rare r ON r.instance = s.instance AND r.kind = 'resumed' AND r.seq > s.seq
    WHERE s.kind = 'suspended' AND s.at <= s.until
    GROUP BY s.instance, s.seq, s.at, s.until
) AS stops
"""
"""When runs were suspended and went on; `resumed` is missing where one still stood."""

TURN = """
INSERT INTO turn (item, done, recorded, moved, due, provisional, stands)
SELECT item, max(done) AS done, max(recorded) AS recorded, max(moved) AS moved, max(due) AS due,
    max(provisional) AS provisional, min(stands) AS stands
FROM (
    SELECT w.id AS item, CAST(NULL AS BIGINT) AS done, CAST(NULL AS BIGINT) AS recorded, 0 AS moved,
        CAST(NULL AS BIGINT) AS due, 0 AS provisional, p.stopped AS stands
    FROM pause p JOIN work_item w ON w.instance = p.instance WHERE p.resumed IS NULL
    UNION ALL
    SELECT u.item, d.at, d.recorded_at, 0, NULL, 0, NULL
    FROM rare u JOIN event d ON d.instance = u.instance AND d.seq = CAST(@told(u.data, seq_undone) AS BIGINT)
    WHERE u.kind = 'undone' AND u.at > u.until AND d.at <= u.until
    UNION ALL
    SELECT w.id, NULL, NULL, 1, @moment(o.data, due_at),
        CASE WHEN CAST(@told(o.data, provisional) AS TEXT) IN ('1', 'true') THEN 1 ELSE 0 END, NULL
    FROM (
        SELECT w.id, w.instance, max(k.seq) AS known
        FROM rare r
        JOIN work_item w ON w.instance = r.instance AND w.step = @told(r.data, step)
            AND w.visit = CAST(@told(r.data, visit) AS BIGINT)
        LEFT JOIN rare k ON k.instance = r.instance AND k.kind = 'rescheduled' AND k.at <= k.until
            AND @told(k.data, step) = w.step AND CAST(@told(k.data, visit) AS BIGINT) = w.visit
        WHERE r.kind = 'rescheduled' AND r.at > r.until AND coalesce(@told(r.data, why), '') <> 'corrected'
        GROUP BY w.id, w.instance
    ) AS w
    JOIN event o ON o.instance = w.instance AND (o.seq = w.known OR w.known IS NULL AND o.kind = 'opened'
        AND o.item = w.id)
) AS turns
GROUP BY item
"""
"""What work items were otherwise than they are now: done, though that was undone later; due at another time, since it
was moved later; standing still, since their run was suspended."""

_WITHDRAWN = "{0}.state = 'withdrawn' AND {0}.ended_at <= p.until"


def _item(which: str) -> str:
    """Work items as they stood; what was withdrawn is left out where its task was opened once more in that visit."""
    return f"""
SELECT w.id AS item, p.id AS place, p.several, p.by_clock, p.own, p.ranged, p.held, p.low, p.high, p.per_item,
    p.until, w.instance, w.visit, w.opened_at AS opened,
    CASE t.moved WHEN 1 THEN t.due ELSE w.due_at END AS due,
    CASE t.moved WHEN 1 THEN t.provisional ELSE w.provisional END AS provisional,
    CASE WHEN w.started_at <= p.until THEN w.started_at END AS started,
    CASE WHEN w.ended_at <= p.until THEN w.ended_at ELSE t.done END AS ended,
    CASE WHEN w.ended_at <= p.until THEN w.done_at ELSE t.done END AS done,
    CASE WHEN w.ended_at <= p.until THEN w.recorded_at ELSE t.recorded END AS recorded,
    t.stands, w.count AS counted, CASE WHEN w.corrected > 0 THEN 1 ELSE 0 END AS corrected,
    CASE WHEN w.ended_at <= p.until AND w.state = 'expired' THEN 1 ELSE 0 END AS expired,
    CASE WHEN i.state = 'cancelled' AND {_WITHDRAWN.format("w")} AND w.ended_at >= i.ended_at THEN 1 ELSE 0
        END AS cancelled
FROM work_item w
LEFT JOIN instance i ON i.id = w.instance
LEFT JOIN place p ON p.digest = i.digest AND p.step = w.step AND p.actor = w.actor
LEFT JOIN turn t ON t.item = w.id
WHERE {which} AND (p.id IS NULL OR p.wanted = 1 AND w.opened_at <= p.until AND (p.mine = 1 OR p.several = 1)
        AND (w.ended_at IS NULL OR w.ended_at >= p.since OR w.ended_at > p.until OR p.several = 1))
    AND NOT ({_WITHDRAWN.format("w")} AND t.done IS NULL AND EXISTS (
        SELECT 1 FROM work_item o
        WHERE o.instance = w.instance AND o.task = w.task AND o.visit = w.visit AND o.id <> w.id
            AND o.opened_at <= p.until AND (o.id > w.id OR NOT ({_WITHDRAWN.format("o")}))
    ))
    @narrowed
"""


_OF_ONE = "(p.several = 0 OR p.several IS NULL)"
_OF_SEVERAL = "p.several = 1 AND w.step IN (SELECT step FROM place WHERE several = 1)"

_VISIT = f"""
WITH visit AS NOT MATERIALIZED (
    SELECT item, place, by_clock, own, ranged, held, low, high, per_item, until, instance, visit, opened, due,
        provisional, started, ended, done, recorded, stands, counted, corrected, expired, cancelled
    FROM ({_item(_OF_ONE)}) AS one
    UNION ALL
    SELECT f.item, p.id, p.by_clock, p.own, p.ranged, p.held, p.low, p.high, p.per_item, p.until, f.instance, f.visit,
        f.opened, f.due, f.provisional, f.started, f.ended, f.done, f.recorded, f.stands, f.counted, f.corrected,
        f.expired, f.cancelled
    FROM (
        SELECT min(item) AS item, min((item % 1000000) * 1000000 + place) % 1000000 AS place,
            min(instance) AS instance, visit,
            min(opened) AS opened, min(due) AS due, min(provisional) AS provisional, min(started) AS started,
            CASE WHEN count(ended) = count(*) THEN max(ended) END AS ended,
            CASE WHEN count(done) = count(*) THEN max(done) END AS done, max(recorded) AS recorded,
            min(stands) AS stands, max(counted) AS counted, max(corrected) AS corrected, max(expired) AS expired,
            max(cancelled) AS cancelled
        FROM ({_item(_OF_SEVERAL)}) AS w JOIN (SELECT id, step AS named FROM place) AS s ON s.id = w.place
        GROUP BY instance + 0, named, visit
    ) AS f JOIN place p ON p.id = f.place
    WHERE p.mine = 1 AND (f.ended IS NULL OR f.ended >= p.since)
)
"""
"""A visit of a row: of several work items from the first opening to the last end, held by what opened first."""

_AT = "CASE WHEN by_clock = 1 THEN {1} WHEN {0}.pace = 0 THEN {0}.base ELSE {0}.base + {1} END"
_ENDS = "coalesce(ended, stands, until)"
_LENGTH = "CASE WHEN {1} >= {0} THEN {1} - {0} WHEN {1} < {0} THEN 0 END"
"""Of a clock that went back: nothing; missing where one of both is."""

MEASURED = f"""
CREATE TEMP TABLE measured AS
{_VISIT}, worked AS (
    SELECT v.*, {_AT.format("o", "opened")} AS o_at, {_AT.format("e", _ENDS)} AS e_at, {_AT.format("d", "due")} AS d_at,
        {_AT.format("b", "started")} AS b_at, e.month,
        CASE WHEN per_item = 1 THEN coalesce(counted, 1) ELSE 1 END AS items,
        l.low_at, l.low_length, h.high_at, h.high_worked, h.high_length
    FROM visit v
    LEFT JOIN slot o ON o.slot = own + opened @divided @width
    LEFT JOIN slot e ON e.slot = own + {_ENDS} @divided @width
    LEFT JOIN slot d ON d.slot = own + due @divided @width
    LEFT JOIN slot b ON b.slot = own + started @divided @width
    LEFT JOIN edge l ON l.id = ranged + CASE WHEN ranged % 2 = 1 THEN o.next_day * 2 ELSE o.day * 2 END
    LEFT JOIN edge h ON h.id = held + CASE WHEN held % 2 = 1 THEN b.next_day * 2 ELSE b.day * 2 END
), told AS (
    SELECT w.*, {_LENGTH.format("o_at", "e_at")} AS sojourn, {_LENGTH.format("o_at", "b_at")} AS waiting,
        {_LENGTH.format("b_at", "e_at")} AS service, CASE WHEN e_at > d_at THEN e_at - d_at ELSE 0 END AS late
    FROM worked w
)
SELECT item, place, instance, visit, opened, started, done, ended, recorded, due, provisional, corrected, month,
    sojourn, waiting, CASE WHEN started IS NULL THEN sojourn ELSE service END AS taken, d_at - o_at AS given, late,
    CASE WHEN done IS NULL OR due IS NULL THEN NULL WHEN high IS NOT NULL THEN service - high * items
        WHEN high_length IS NOT NULL THEN service - high_length
        WHEN by_clock = 1 THEN done - high_at ELSE e_at - high_worked END AS beyond,
    CASE WHEN cancelled = 1 THEN {Verdict.CANCELLED}
        WHEN ended IS NULL THEN CASE WHEN late > 0 THEN {Verdict.OVERDUE} ELSE {Verdict.RUNNING} END
        WHEN done IS NULL THEN CASE WHEN expired = 1 AND late > 0 THEN {Verdict.LATE} ELSE {Verdict.WITHDRAWN} END
        WHEN due IS NULL THEN {Verdict.NOT_MEASURABLE} WHEN late > 0 THEN {Verdict.LATE}
        WHEN sojourn < low * items OR done < low_at OR sojourn < low_length THEN {Verdict.EARLY}
        ELSE {Verdict.ON_TIME} END AS verdict
FROM told
"""
"""`taken`: from the start where one was recorded; `given`: from opening to due; `beyond`: what was worked beyond the
standard, counted from the recorded start; missing where there was none or nothing to hold it against."""

RUN = """
INSERT INTO run (instance, version, started, ended, state, length)
SELECT instance, version, started, ended, state, CASE WHEN e_at > o_at THEN e_at - o_at ELSE 0 END AS length
FROM (
    SELECT r.*, o.base + o.pace * started AS o_at, e.base + e.pace * ended AS e_at
    FROM (
        SELECT i.id AS instance, v.number AS version, v.own, v.since, i.started_at AS started,
            CASE WHEN i.ended_at <= v.until THEN i.ended_at END AS ended,
            CASE WHEN i.ended_at <= v.until THEN i.state WHEN p.instance IS NULL THEN 'running' ELSE 'suspended' END
                AS state
        FROM instance i JOIN version v ON v.digest = i.digest
        LEFT JOIN pause p ON p.instance = i.id AND p.resumed IS NULL
        WHERE v.wanted = 1 AND i.started_at <= v.until @narrowed
    ) AS r
    LEFT JOIN slot o ON o.slot = own + started @divided @width
    LEFT JOIN slot e ON e.slot = own + ended @divided @width
    WHERE ended IS NULL OR ended >= since
) AS runs
"""
"""Runs as they stood, those that ended before the period left out; `length` is working time of the whole SOP."""
