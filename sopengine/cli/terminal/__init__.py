"""What a person reads in the terminal, and types there: tables, times, wording, options."""
