"""The evaluation harness: sets are read, asked, measured, reported and compared."""
