"""The web application: it shows what `rag` decided and decides nothing itself."""

import index  # noqa: F401 - before numpy, whose threads it settles
