"""Tests of bot/schedule."""
