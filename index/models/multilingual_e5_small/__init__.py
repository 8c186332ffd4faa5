"""multilingual-e5-small as a sentence-transformers model that needs no download."""
