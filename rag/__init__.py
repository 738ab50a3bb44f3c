"""A question becomes hits, drafts, verdicts, and a cited answer; also the command line and the evaluation."""
