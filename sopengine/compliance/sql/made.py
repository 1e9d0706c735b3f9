"""What is made in a database to ask it: the columns of the relations, and the numbers of verdicts in them."""

from __future__ import annotations

from enum import IntEnum


class Verdict(IntEnum):
    """Of a visit, as it stands in the relation."""

    ON_TIME = 0
    EARLY = 1
    LATE = 2
    RUNNING = 3
    OVERDUE = 4
    NOT_MEASURABLE = 5
    WITHDRAWN = 6
    CANCELLED = 7


MADE = {
    "version": "number @key, digest TEXT UNIQUE, own BIGINT, forks BIGINT, since BIGINT, until BIGINT, wanted BIGINT",
    "place": "id @key, digest TEXT, step TEXT, actor TEXT, several BIGINT, by_clock BIGINT, external BIGINT, "
    "own BIGINT, ranged BIGINT, held BIGINT, low BIGINT, high BIGINT, per_item BIGINT, usual BIGINT, since BIGINT, "
    "until BIGINT, wanted BIGINT, mine BIGINT, reckoned BIGINT, UNIQUE (digest, step, actor)",
    "slot": "slot @key, worked BIGINT, day BIGINT, next_day BIGINT, month BIGINT",
    "edge": "id @key, low_at BIGINT, low_length BIGINT, high_worked BIGINT, high_at BIGINT, high_length BIGINT",
    "month": "own BIGINT, ends BIGINT, month BIGINT, worked BIGINT, PRIMARY KEY (own, ends)",
    "run": "instance @key, version BIGINT, started BIGINT, ended BIGINT, state TEXT, length BIGINT",
    "turn": (
        "item @key, done BIGINT, recorded BIGINT, moved BIGINT, due BIGINT, provisional BIGINT, stands BIGINT,"
        " done_by TEXT, done_as TEXT, done_for TEXT, outcome TEXT"
    ),
    "post": "place @key, lead BIGINT, allowed BIGINT, agency BIGINT",
    "held": "post BIGINT, person TEXT, since BIGINT, till BIGINT, PRIMARY KEY (post, person, since, till)",
    "mended": "item @key, early BIGINT, within BIGINT",
    "grouped": "place BIGINT, month BIGINT, grp BIGINT, PRIMARY KEY (place, month)",
    "sized": "grp @key, before BIGINT, many BIGINT",
    "ranked": "place @counted, grp BIGINT, length BIGINT",
}
"""Name -> columns. `own`: what a calendar adds to the numbers of its slots. `until`: up to when is asked.

`version`: a version of an SOP; `forks`: its work can go on side by side. `place`: a step of a version with an actor;
`several`: its visits may have more than one work item; `ranged` and `held`: what is added to a day for the row of
`edge` by which work is early, or done within its standard; `low` and `high`: the lengths for the same where no day has
a say; `per_item`: these times the count; `usual`: the standard in ordinary weeks.
`reckoned`: when its calendar was kept as it is.
`slot`: only where the dialect joins it, see there. `month`: when it ends. `turn`, `run`: see TURN and RUN. `post`,
`held`: see `setting.posts`. `mended`: see `sql.mending`.
`grouped`: the number of the group that a place and month belong to; `sized`: how many
lengths it has, and how many the groups before it. `ranked`: all lengths, in order.
"""

ALL = (*MADE, "rare", "pause", "completed", "measured", "paused")
"""All that is made, to take it away again."""
