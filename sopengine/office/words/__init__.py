"""What is said to a person or a program: times as people write them, answers as plain data."""
