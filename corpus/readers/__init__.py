"""One reader per format: bytes of a file in, blocks in reading order out."""
