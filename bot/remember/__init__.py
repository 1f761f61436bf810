"""Rows in the database: what the bot has promised, sent and been asked."""
