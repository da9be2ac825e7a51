"""Language-neutral: statements in, fingerprints, candidates and matches out."""
