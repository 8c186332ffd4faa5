"""The obvious alternatives, asked the same questions: plain retrieval over plain text.

A publication's text as an ordinary extractor gives it is cut by llama-index's splitter; the
chunks are found by vectors (the same embedding model, in Chroma), by keywords, or by both; and
the answer is the number that stands nearest to the words of the question in the best chunk
(:mod:`picking`), or what a language model makes of the best chunks (:mod:`generating`).

``python -m eval.baselines`` measures them beside the product, in one run.
"""
