"""What statistics over a store cost: `python -m benchmarks.compliance`."""
