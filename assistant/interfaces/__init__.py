"""What other programs are given: typed tools, the same over MCP, and the JSON forms in which
documents, tables and figures leave the library.
"""
