"""Who works here: what they hold from when to when, their roles, their accounts; and what was changed about it."""
