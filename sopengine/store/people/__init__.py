"""People as they are kept: tables, questions, changes."""
