"""What is proved, a module a subject: `run` plays as often as it is asked to and answers all that was wrong."""
