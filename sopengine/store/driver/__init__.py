"""What speaks to the database: connections, the gate before a file, statements."""
