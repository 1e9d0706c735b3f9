"""What the engine costs, beside others and beside raw sqlite3 in the same run."""
