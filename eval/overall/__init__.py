"""The report over everything: all question sets, the baselines beside the product, IM-TQA.

``python -m eval.overall`` measures from paths and stores one small JSON file a part in a folder;
``eval/results`` holds the last measured ones.  :mod:`report` makes a page with charts of them,
:mod:`docs_page` puts their tables into ``docs/results.md``.
"""
