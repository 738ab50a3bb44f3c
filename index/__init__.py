"""Files become documents, passages and sentences; the catalogue keeps them and the snapshot makes them searchable."""

import os

# A question multiplies small matrices, a moment at a time. OpenBLAS would keep a thread for each core spinning between
# them, which took half of a question's time from the encoder and the word search. It reads this when numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
