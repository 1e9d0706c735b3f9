"""Tasks between which nothing happens: looked at as one."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.graph.net import END, Net


def chains(net: Net) -> Iterator[list[int]]:
    """Tasks that do nothing but follow each other, in their order."""
    followers = {task: after for task in net.live if (after := _follower(net, task)) is not None}
    for head in followers.keys() - followers.values():
        line = [head]
        while line[-1] in followers:
            line.append(followers[line[-1]])
        yield line


def _follower(net: Net, task: int) -> int | None:
    """The task that this one always leads to, if no other arrow does."""
    if len(net.choices[task]) != 1 or len(net.choices[task][0]) != 1 or net.choices[task][0] == (END,):
        return None
    after = net.choices[task][0][0]
    alone = after not in net.waits_for and after not in net.entries and (task, after) not in net.meetings.back
    return after if alone else None
