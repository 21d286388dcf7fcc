"""Hard days."""
