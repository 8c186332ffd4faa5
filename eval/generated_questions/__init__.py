"""Questions over generated publications, with the answer that their truth gives.

:mod:`collection` publishes a small library of departments that do not exist (two years of one,
a final account beside its budget, namesakes in two places, a unit under a department);
:mod:`facts` says what a question can ask of it; the makers (:mod:`lookups`,
:mod:`calculations`, :mod:`comparisons`, :mod:`breakdowns`, :mod:`statements`, :mod:`refusals`,
:mod:`dialogues`) word questions with their exact answers; :mod:`composing` draws a set of all
kinds in the format of :mod:`eval.question_sets`.

A question is made only where the truth gives one answer: a subject that two tables state
differently is asked for with the name of the table.
"""
