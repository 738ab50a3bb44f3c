"""A question becomes hits, a draft, verdicts, and an answer with citations; also the command line and the evaluation."""
