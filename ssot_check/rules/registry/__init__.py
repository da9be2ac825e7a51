"""Family 1: the registry holds."""
