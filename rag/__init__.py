"""A question becomes hits, drafts, verdicts, and a cited answer; also the command line and the evaluation."""

import index  # noqa: F401 - before numpy, whose threads it settles
