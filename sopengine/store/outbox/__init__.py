"""What is to be told to people and programs, until it has been."""
