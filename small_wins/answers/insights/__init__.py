"""What the journal shows."""
