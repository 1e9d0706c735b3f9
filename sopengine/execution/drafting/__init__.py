"""A change in the making: how work ends, goes along arrows, meets, and opens tasks."""
