"""Working time: hours, breaks, holidays; when something is due and how long it took."""
