"""The kinds of question, a module each: ``answer_…`` gives an answer, or None where the question
is of another kind.  Declining is one of them.
"""
