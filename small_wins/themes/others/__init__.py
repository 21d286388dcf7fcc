"""The people somebody trusts, and what goes to them."""
