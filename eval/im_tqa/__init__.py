"""IM-TQA (Zheng et al., ACL 2023): the table lookup measured and trained on its files.

Tables of four types (vertical, horizontal, hierarchical, complex) with questions answered by
cells; an answer is right if it names exactly the annotated cells.
https://aclanthology.org/2023.acl-long.278/
"""
