"""What a person reads in the terminal: tables, times, wording, findings."""
