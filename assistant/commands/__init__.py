"""The commands of ``budget-qa`` beside those that answer, and what all commands share.  The
entry point is :mod:`assistant.cli`.
"""
