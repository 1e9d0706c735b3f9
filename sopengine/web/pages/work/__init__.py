"""Work as officials do it: the list, the sheet of one task, and what its buttons do."""
