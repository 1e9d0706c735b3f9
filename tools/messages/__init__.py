"""The catalogue of messages: what belongs into it, and the command that keeps it complete."""
