"""What was done: kept, felt, found again, told, put right, taken back."""
