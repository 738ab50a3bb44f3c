"""The parts of the citation check: a claim and its sources read alike, aligned, and compared fact by fact."""
