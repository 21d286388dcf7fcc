"""The shared domain core: what happens when somebody says something to Small Wins."""

__version__ = "0.1.0"
