"""One writer a format: a publication in, the bytes of a file out.

Every writer is a function ``write(publication, style, rng) -> bytes``.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from importlib import import_module

from eval.publications.model import Publication
from eval.publications.places import Places
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


def written(
    name: str, publication: Publication, style: Style, rng: random.Random
) -> tuple[bytes, Places | None]:
    """A publication in a format, and where its figures stand; None for a format of no fixed
    pages.  KeyError for an unknown format."""
    module = import_module(f"eval.publications.writers.{_FORMATS[name][0]}")
    if hasattr(module, f"print_{name}"):
        printed = getattr(module, f"print_{name}")(publication, style, rng)
        return printed.content, printed.places
    return writer(name)[0](publication, style, rng), None
