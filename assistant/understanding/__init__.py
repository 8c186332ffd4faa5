"""What a question says, read without a language model and before any figure is looked at:
its words, names, organisations, years, and what it leaves to the questions before it.
"""
