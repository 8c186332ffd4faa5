"""What users take away as files: figures, comparisons, checked texts and conversations.

No text of a document becomes a formula or markup in any of them.
"""
