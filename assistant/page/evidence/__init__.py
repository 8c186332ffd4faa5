"""The place that an answer cites, beside it: the printed page or the table, with its marks."""
