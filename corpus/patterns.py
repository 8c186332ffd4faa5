"""Regular expressions that are compiled when they are first used.

Compiling all that the program may need takes longer than answering a question, of which each
uses a few.
"""

from __future__ import annotations

import re

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "groups")


class Pattern:
    """A regular expression, used like the :class:`re.Pattern` that it is once compiled.

    Raises :class:`re.error` at the first use where it is none.
    """

    def __init__(self, pattern: str, flags: int = 0):
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str):
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        # From now on found on the object itself, as fast as on what was compiled.
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(self, name)
