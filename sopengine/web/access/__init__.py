"""Who is asking, and whether they may: sessions, roles, the door that every request passes."""
