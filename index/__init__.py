"""Files become documents, passages and sentences; the catalogue keeps them and the snapshot makes them searchable."""
