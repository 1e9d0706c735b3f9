"""The command sop: parse, call, print."""
