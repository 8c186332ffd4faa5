"""Questions in, cited answers out: understanding, lookup, wording, dialogue, command line, page."""
