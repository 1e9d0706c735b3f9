"""For those who answer for an office: what is late, where, and what waits for them."""
