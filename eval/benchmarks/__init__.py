"""Measurements of how fast the product works, with stored results."""
