"""Documents in: the document model, readers, table understanding, amounts and units."""
