"""Slack's block limits as one table, builders of plain dicts, and a check over them."""
