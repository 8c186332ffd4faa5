"""Looking up cells in any single table: headers understood, cells judged, sets ranked.

:class:`~assistant.table_lookup.lookup.TableLookup` is the way in.  What it learned, and from
what, is said beside the model file in ``model/``.
"""
