"""The fault run: real bot processes that are killed, against a workspace that misbehaves."""
