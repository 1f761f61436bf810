"""Kwai: a Slack bot that answers from a book of sourced facts."""
