"""Bringing hours in from other programs: one reader per source, all yielding the same value."""
