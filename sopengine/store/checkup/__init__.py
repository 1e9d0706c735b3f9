"""How a store is found, by who looks at it without changing it."""
