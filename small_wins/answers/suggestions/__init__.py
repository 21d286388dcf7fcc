"""What could be done now."""
