"""Family 0: the run itself can be trusted."""
