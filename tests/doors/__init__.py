"""The bot behind its doors, in a workspace of its own."""
