"""Question sets, metrics and reports that judge the assistant."""
