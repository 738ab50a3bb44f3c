"""The web application: it shows what `rag` decided and decides nothing itself."""
