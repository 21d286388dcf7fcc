"""What is remembered: tables, sessions, queries and migrations."""
