"""Text to meaning: the safety screen, the sentences, and the extraction of wins."""
