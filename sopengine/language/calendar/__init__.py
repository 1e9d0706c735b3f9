"""Calendar files -> the hours of an office."""
