"""Statements that disagree or look alike, one kind a file."""
