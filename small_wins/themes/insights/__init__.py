"""Patterns: counts of what was kept, never causes, said only where there is enough of it (`evidence`)."""
