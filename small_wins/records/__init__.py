"""The journal as files: written for its person to keep or to take along, and read again."""
