"""Family 2: duplicates outside the owner."""
