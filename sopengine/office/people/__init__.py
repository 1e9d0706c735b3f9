"""People as an office asks of them: who holds what, what lies on whose desk, who may."""
