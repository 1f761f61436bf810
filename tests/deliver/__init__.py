"""Tests of bot/deliver."""
