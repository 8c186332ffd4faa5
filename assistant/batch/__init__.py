"""Many questions at once: a file of them in, the same with its answers out."""
