"""How the arrows run: from a sheet to the same sheet with the points of its arrows and its labels."""
