"""The page door: the journal to look at and to put right, in a browser."""
