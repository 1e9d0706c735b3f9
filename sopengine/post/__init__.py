"""The ways out of the house: a mail server, and a program that is told over HTTP."""
