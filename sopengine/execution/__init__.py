"""Pure decisions: (Compiled, Instance, command, time) -> Change; no clock, no database."""
