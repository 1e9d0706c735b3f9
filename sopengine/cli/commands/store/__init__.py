"""Commands of those who look after the store."""
