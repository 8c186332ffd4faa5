"""One writer a format: a publication in, the bytes of a file out.

Every writer is a function ``write(publication, style, rng) -> bytes``.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from importlib import import_module

from eval.publications.model import Publication
from eval.publications.style import Style

Writer = Callable[[Publication, Style, random.Random], bytes]

# The module and the file ending of each format.
_FORMATS = {
    "markdown": ("markdown", ".md"),
    "pipes": ("markdown", ".md"),
    "html": ("html", ".html"),
    "site": ("html", ".html"),
    "csv": ("csv", ".csv"),
    "xlsx": ("xlsx", ".xlsx"),
    "docx": ("docx", ".docx"),
    "pdf": ("pdf", ".pdf"),
    "unruled": ("pdf", ".pdf"),
    "scan": ("scan", ".pdf"),
}
DIGITAL = tuple(name for name in _FORMATS if name != "scan")
FORMATS = tuple(_FORMATS)


def writer(name: str) -> tuple[Writer, str]:
    """The writer of a format and the ending of its files.  KeyError for an unknown format."""
    module, ending = _FORMATS[name]
    functions = import_module(f"eval.publications.writers.{module}")
    return getattr(functions, f"write_{name}"), ending
