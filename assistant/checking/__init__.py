"""What is held against the library, or one document against another: the numbers of a text, with
a verdict for each, and the cells that two documents share.
"""
