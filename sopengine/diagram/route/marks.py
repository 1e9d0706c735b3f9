"""What a node of the track grid is taken by, as bits of a number, and tests of those bits (the search has its own)."""

from __future__ import annotations

LEVEL, UPRIGHT, CLOSED, STRAIGHT_ONLY, JOINED = 1, 2, 4, 8, 16
"""A level way, an upright way, a bend or symbol; a place where no way may bend, for an arrow's end is near; a place
where a way already joins."""
_BOTH = LEVEL | UPRIGHT


def mark(way: int) -> int:
    """Of a way that goes straight on in that direction."""
    return UPRIGHT if way % 2 else LEVEL


def is_used(taken: int) -> bool:
    """Does a way run over it?"""
    return bool(taken & _BOTH)


def is_crossing(taken: int) -> bool:
    """Do two ways cross there?"""
    return taken & _BOTH == _BOTH


def crosses(taken: int, own: int) -> bool:
    """Would a way with that mark cross another one there?"""
    return taken & _BOTH == _BOTH - own


def is_straight(own: int) -> bool:
    """Is it the mark of a way that goes straight on?"""
    return own < CLOSED


def is_free(taken: int) -> bool:
    """May a way bend or end there?"""
    return not taken & ~STRAIGHT_ONLY


def may_leave(taken: int, way: int) -> bool:
    """May a way set out over it in that direction?"""
    return not taken & (mark(way) | CLOSED | JOINED)


def may_meet(taken: int) -> bool:
    """May another way end, or begin, on the one that runs there?"""
    return not taken & (STRAIGHT_ONLY | JOINED) and not is_crossing(taken)
