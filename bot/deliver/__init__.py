"""The outbox worker: posts what was promised, once, at Slack's pace, and says what it could not post."""
