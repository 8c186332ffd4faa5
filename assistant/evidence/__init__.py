"""What answers of every kind rest on: the question with its figures, operands and totals, exact
arithmetic, how sure a recognised figure is, and how all of these are cited.
"""
