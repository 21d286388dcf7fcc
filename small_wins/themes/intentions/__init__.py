"""What they mean to do: tied to a cue, a few a day, through a week, for what matters to them."""
