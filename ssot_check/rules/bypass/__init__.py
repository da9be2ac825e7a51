"""Family 3: the owner is bypassed."""
