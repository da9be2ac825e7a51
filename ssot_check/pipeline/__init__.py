"""The corridor: reads the repository once, passes plain values through the rooms, carries back one report."""
