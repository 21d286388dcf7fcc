"""What somebody chose for themselves."""
