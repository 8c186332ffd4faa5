"""Training the table lookup: ``python -m eval.im_tqa.train TABLES QUESTIONS --out MODEL``.

Each part is trained on what the parts before it say of tables they have not seen
(cross-fitting over folds of tables), so that it learns to live with their mistakes.
"""
