"""What an engine knows and does about people: who there is, what lies on their desks, what they approved."""
