"""What happens to one person's journal, as plain functions on it: a folder a theme. No sentence is made here."""
