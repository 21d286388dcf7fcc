"""What could be done now: one small step that fits."""
