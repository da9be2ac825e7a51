"""Family 4: deprecated use."""
