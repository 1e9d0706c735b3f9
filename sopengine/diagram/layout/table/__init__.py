"""The table of the form: its columns, header and rows, and what stands below it."""
