"""Tests of bot/remember."""
