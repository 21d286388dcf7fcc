"""What carries through a hard day."""
