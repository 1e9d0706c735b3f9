"""What is not allowed now, and the mend, in words."""
