"""From the rows of a store to measured visits, as relations of a database.

All times are microseconds since 1970 UTC, all lengths microseconds: working time, or plain time of what runs by the
clock. What the rows do not say by themselves stands in small relations beside them, made by `compliance.setting`.
"""

from __future__ import annotations

from sopengine.compliance.sql.made import Verdict

RARE = """
CREATE TEMP TABLE rare AS
SELECT e.instance, e.seq, e.kind, e.at, e.item, e.data, v.digest, v.since, v.until
FROM event e JOIN instance i ON i.id = e.instance JOIN version v ON v.digest = i.digest
WHERE e.kind IN ('suspended', 'resumed', 'undone', 'rescheduled', 'corrected') AND v.wanted = 1 @narrowed
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

COMPLETED = """
CREATE TEMP TABLE completed AS
SELECT c.instance, max(c.at) AS ended
FROM rare u CROSS JOIN event c
WHERE u.kind = 'undone' AND u.at > u.until AND c.instance = u.instance AND c.seq < u.seq AND c.kind = 'completed'
    AND c.at <= u.until AND NOT EXISTS (
        SELECT 1 FROM rare e WHERE e.instance = c.instance AND e.kind = 'undone' AND e.seq > c.seq AND e.at <= e.until
    )
GROUP BY c.instance
"""
"""Runs that were completed, though their last completion was undone later."""

TURN = """
INSERT INTO turn (item, done, recorded, moved, due, provisional, stands, done_by, done_as, done_for, outcome)
SELECT item, max(done) AS done, max(recorded) AS recorded, max(moved) AS moved, max(due) AS due,
    max(provisional) AS provisional, min(stands) AS stands, max(done_by), max(done_as), max(done_for), max(outcome)
FROM (
    SELECT w.id AS item, CAST(NULL AS BIGINT) AS done, CAST(NULL AS BIGINT) AS recorded, 0 AS moved,
        CAST(NULL AS BIGINT) AS due, 0 AS provisional, @greatest(p.stopped, w.opened_at) AS stands,
        CAST(NULL AS TEXT) AS done_by, CAST(NULL AS TEXT) AS done_as, CAST(NULL AS TEXT) AS done_for,
        CAST(NULL AS TEXT) AS outcome
    FROM pause p JOIN work_item w ON w.instance = p.instance WHERE p.resumed IS NULL
    UNION ALL
    SELECT u.item, d.at, d.recorded_at, 0, NULL, 0, NULL, d.by, coalesce(@told[d.data; done_as], ''),
        coalesce(@told[d.data; done_for], ''), coalesce(@told[d.data; outcome], '')
    FROM rare u JOIN event d ON d.instance = u.instance AND d.seq = CAST(@told[u.data; seq_undone] AS BIGINT)
    WHERE u.kind = 'undone' AND u.at > u.until AND d.at <= u.until
    UNION ALL
    SELECT w.id, NULL, NULL, 1, @moment[o.data; due_at],
        CASE WHEN CAST(@told[o.data; provisional] AS TEXT) IN ('1', 'true') THEN 1 ELSE 0 END, NULL,
        NULL, NULL, NULL, NULL
    FROM (
        SELECT w.id, w.instance, max(k.seq) AS known
        FROM rare r
        JOIN work_item w ON w.instance = r.instance AND w.step = @told[r.data; step]
            AND w.visit = CAST(@told[r.data; visit] AS BIGINT)
        LEFT JOIN rare k ON k.instance = r.instance AND k.kind = 'rescheduled' AND k.at <= k.until
            AND @told[k.data; step] = w.step AND CAST(@told[k.data; visit] AS BIGINT) = w.visit
        WHERE r.kind = 'rescheduled' AND r.at > r.until AND coalesce(@told[r.data; why], '') <> 'corrected'
        GROUP BY w.id, w.instance
    ) AS w
    JOIN event o ON o.instance = w.instance AND (o.seq = w.known OR w.known IS NULL AND o.kind = 'opened'
        AND o.item = w.id)
) AS turns
GROUP BY item
"""
"""What work items were otherwise than they are now: done by somebody, though that was undone later; due at another
time, since it was moved later; standing still, since their run was suspended."""

_WITHDRAWN = "{0}.state = 'withdrawn' AND {0}.ended_at <= p.until"


_COLUMNS = f"""
    w.id AS item, p.id AS place, w.instance, w.visit, w.opened_at AS opened,
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
"""
"""Of a work item as it stood."""

_STILL_COUNTS = f"""
NOT ({_WITHDRAWN.format("w")} AND t.done IS NULL AND EXISTS (
    SELECT 1 FROM work_item o
    WHERE o.instance = w.instance AND o.task = w.task AND o.visit = w.visit AND o.id <> w.id
        AND o.opened_at <= p.until AND (o.id > w.id OR NOT ({_WITHDRAWN.format("o")}))
))
"""
"""Not what was withdrawn where its task was opened once more in that visit."""

_OF_PLACE = "by_clock", "own", "ranged", "held", "low", "high", "per_item", "until"
_OF_ITEM = (
    *("item", "instance", "visit", "opened", "due", "provisional", "started", "ended", "done", "recorded", "stands"),
    *("counted", "corrected", "expired", "cancelled"),
)


def _of(row: str, names: tuple[str, ...]) -> str:
    return ", ".join(f"{row}.{name}" for name in names)


_OF_ONE = f"""
SELECT {_of("p", _OF_PLACE)}, {_COLUMNS}
FROM work_item w
LEFT JOIN instance i ON i.id = w.instance
LEFT JOIN place p ON p.digest = i.digest AND p.step = w.step AND p.actor = w.actor
LEFT JOIN turn t ON t.item = w.id
WHERE (p.id IS NULL OR p.several = 0 AND p.mine = 1 AND w.opened_at <= p.until
        AND (w.ended_at IS NULL OR w.ended_at >= p.since OR w.ended_at > p.until))
    AND {_STILL_COUNTS} @narrowed @items
"""
"""Also what no version knows, without a place."""

_OF_SEVERAL = f"""
SELECT p.step, {_COLUMNS}
FROM work_item w CROSS JOIN instance i CROSS JOIN place p
LEFT JOIN turn t ON t.item = w.id
WHERE w.step IN (SELECT step FROM place WHERE several = 1) AND i.id = w.instance
    AND p.digest = i.digest AND p.step = w.step AND p.actor = w.actor AND p.several = 1 AND p.wanted = 1
    AND w.opened_at <= p.until AND {_STILL_COUNTS} @narrowed @items
@fence
"""
"""The order in which SQLite goes over them: work items once, not once more for each run."""

_VISIT = f"""
SELECT {_of("one", _OF_PLACE)}, one.place, {_of("one", _OF_ITEM)} FROM ({_OF_ONE}) AS one
UNION ALL
SELECT {_of("p", _OF_PLACE)}, p.id, {_of("f", _OF_ITEM)}
FROM (
    SELECT min(item) AS item, min((item % 1000000) * 1000000 + place) % 1000000 AS place, instance, visit,
        min(opened) AS opened, min(due) AS due, min(provisional) AS provisional, min(started) AS started,
        CASE WHEN count(ended) = count(*) THEN max(ended) END AS ended,
        CASE WHEN count(done) = count(*) THEN max(done) END AS done, max(recorded) AS recorded,
        min(stands) AS stands, max(counted) AS counted, max(corrected) AS corrected, max(expired) AS expired,
        max(cancelled) AS cancelled
    FROM ({_OF_SEVERAL}) AS w GROUP BY instance, step, visit
) AS f JOIN place p ON p.id = f.place
WHERE p.mine = 1 AND (f.ended IS NULL OR f.ended >= p.since)
"""
"""A visit of a row: of several work items from the first opening to the last end, held by what opened first."""

_AT = "CASE WHEN by_clock = 1 THEN {1} WHEN {0} < 0 THEN {0} + {1} ELSE {0} END"
_LENGTH = "CASE WHEN {1} < {0} THEN 0 ELSE {1} - {0} END"
"""Of a clock that went back: nothing; missing where one of both is."""

_FOUND = f"""
SELECT v.*, @worked[o; own; opened] AS o_found, @worked[e; own; ends] AS e_found, @worked[d; own; promised] AS d_found,
    @worked[b; own; started] AS b_found, @month[e; own; ends] AS month,
    l.low_at, l.low_length, h.high_at, h.high_worked, h.high_length
FROM (
    SELECT u.*, coalesce(ended, stands, until) AS ends,
        CASE WHEN due >= @begins AND due < @ends THEN due END AS promised
    FROM ({_VISIT}) AS u
) AS v
@joined[o; own; opened] @joined[e; own; ends] @joined[d; own; promised] @joined[b; own; started]
LEFT JOIN edge l ON l.id = CASE WHEN ranged % 2 = 1 THEN ranged + 2 * @next_day[o; own; opened]
    WHEN ranged IS NOT NULL THEN ranged + 2 * @day[o; own; opened] END
LEFT JOIN edge h ON h.id = CASE WHEN started IS NULL THEN NULL WHEN held % 2 = 1
    THEN held + 2 * @next_day[b; own; started] WHEN held IS NOT NULL THEN held + 2 * @day[b; own; started] END
@fence
"""
_WORKED = f"""
SELECT f.*, {_AT.format("o_found", "opened")} AS o_at, {_AT.format("e_found", "ends")} AS e_at,
    {_AT.format("d_found", "due")} AS d_at, {_AT.format("b_found", "started")} AS b_at,
    CASE WHEN per_item = 1 THEN coalesce(counted, 1) ELSE 1 END AS items
FROM ({_FOUND}) AS f @fence
"""
_TOLD = f"""
SELECT w.*, {_LENGTH.format("o_at", "e_at")} AS sojourn, {_LENGTH.format("o_at", "b_at")} AS waiting,
    {_LENGTH.format("b_at", "e_at")} AS service, CASE WHEN e_at > d_at THEN e_at - d_at ELSE 0 END AS late
FROM ({_WORKED}) AS w @fence
"""

MEASURED = f"""
CREATE TEMP TABLE measured AS
SELECT item, place, instance, visit, opened, started, done, ended, recorded, due, provisional, corrected, month,
    counted, waiting, CASE WHEN started IS NULL THEN sojourn ELSE service END AS taken, d_at - o_at AS given, late,
    CASE WHEN done IS NULL OR due IS NULL THEN NULL WHEN high IS NOT NULL THEN service - high * items
        WHEN high_length IS NOT NULL THEN service - high_length
        WHEN by_clock = 1 THEN done - high_at ELSE e_at - high_worked END AS beyond,
    CASE WHEN cancelled = 1 THEN {Verdict.CANCELLED}
        WHEN ended IS NULL THEN CASE WHEN late > 0 THEN {Verdict.OVERDUE} ELSE {Verdict.RUNNING} END
        WHEN done IS NULL THEN CASE WHEN expired = 1 AND late > 0 THEN {Verdict.LATE} ELSE {Verdict.WITHDRAWN} END
        WHEN due IS NULL THEN {Verdict.NOT_MEASURABLE} WHEN late > 0 THEN {Verdict.LATE}
        WHEN sojourn < low * items OR done < low_at OR sojourn < low_length THEN {Verdict.EARLY}
        ELSE {Verdict.ON_TIME} END AS verdict
FROM ({_TOLD}) AS told
"""
"""`taken`: from the start where one was recorded; `given`: from opening to due; `beyond`: what was worked beyond the
standard, counted from the recorded start; missing where there was none or nothing to hold it against."""

RUN = """
INSERT INTO run (instance, version, started, ended, state, length)
SELECT instance, version, started, ended, state, CASE WHEN e_at > o_at THEN e_at - o_at ELSE 0 END AS length
FROM (
    SELECT f.*, CASE WHEN o_found < 0 THEN o_found + started ELSE o_found END AS o_at,
        CASE WHEN e_found < 0 THEN e_found + ends ELSE e_found END AS e_at
    FROM (
        SELECT r.*, @worked[o; own; started] AS o_found, @worked[e; own; ends] AS e_found
        FROM (
            SELECT n.*, coalesce(ended, stopped, until) AS ends
            FROM (
                SELECT i.id AS instance, v.number AS version, v.own, v.since, v.until, i.started_at AS started,
                    CASE WHEN i.ended_at <= v.until THEN i.ended_at ELSE c.ended END AS ended,
                    CASE WHEN i.ended_at <= v.until THEN i.state WHEN c.ended IS NOT NULL THEN 'completed'
                        WHEN p.instance IS NULL THEN 'running' ELSE 'suspended' END AS state,
                    CASE WHEN p.stopped < i.started_at THEN i.started_at ELSE p.stopped END AS stopped
                FROM instance i JOIN version v ON v.digest = i.digest
                LEFT JOIN pause p ON p.instance = i.id AND p.resumed IS NULL
                LEFT JOIN completed c ON c.instance = i.id
                WHERE v.wanted = 1 AND i.started_at <= v.until @narrowed
            ) AS n
        ) AS r @joined[o; own; started] @joined[e; own; ends]
        WHERE ended IS NULL OR ended >= since
        @fence
    ) AS f
) AS runs
"""
"""Runs as they stood, those that ended before the period left out; `length` is working time of the whole SOP, of those
that go on up to the moment that is asked about, or until they were suspended."""
