"""The people somebody trusts."""
