"""The optional language model: off unless the settings name one, and never a source of numbers.

It may do two things, each checked against the library before a user sees it: say in official
words what a question means that the assistant could not read (:mod:`understanding`), and word
a short answer from sentences that were quoted anyway (:mod:`wording`).  Whatever goes wrong,
the answer without it stands (:mod:`helped`).
"""
