"""Levels and lean from events and votes, with intervals."""
