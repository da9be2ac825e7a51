"""From a listed file to what a run knows of it, and the evidence beside the code: texts, wiring, history."""
