"""How what runs is told, to people and to programs, and how people write times."""
