"""The library: figure store, passage index, embedding and ingest."""
