"""What happens without anybody: timers, letters, instances that begin once a period, and the worker that sees to it."""
