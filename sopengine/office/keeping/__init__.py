"""What whoever looks after a store wants to know of it."""
