"""Publications of departments that do not exist, with the true figure behind every cell.

A seed gives a style (:mod:`style`), books that add up (:mod:`accounts`), tables
(:mod:`budget_tables`, :mod:`final_tables`, :mod:`performance`) and words (:mod:`narration`),
which :mod:`invent` puts together; :mod:`writers` write them in every format that is read.
:mod:`round_trip` reads them back and compares every figure.
"""
