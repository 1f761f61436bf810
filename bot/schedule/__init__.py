"""The clock: when a digest is due, and the outbox rows it becomes."""
