"""Accounts of those who sign in: their passwords as hashes, their sessions, who tried when and from where."""
