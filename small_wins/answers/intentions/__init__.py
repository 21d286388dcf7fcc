"""What they mean to do."""
