"""Embedding models that ship with the product, each a sentence-transformers model folder."""
