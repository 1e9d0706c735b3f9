"""How what happened is sealed: the hash of each event holds all that came before it in its instance."""
