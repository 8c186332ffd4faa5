"""Which stored figures fit what a question says: labels compared, figures costed, and the few
publications and figures worth reading told from all that the library holds.
"""
