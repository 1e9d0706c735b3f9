"""The processes that take part; each module is one, started by a contest."""
