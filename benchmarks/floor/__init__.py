"""The least that a durable completion can cost: the same reads and writes in raw sqlite3, by none of our code."""
