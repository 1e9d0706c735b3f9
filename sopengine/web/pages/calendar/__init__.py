"""When the office works: hours, days off, what is provisional, and which file says so."""
