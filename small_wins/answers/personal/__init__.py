"""What somebody chooses for themselves."""
