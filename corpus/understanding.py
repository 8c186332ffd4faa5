"""From the blocks of a document to what they mean: who published it, its tables and statements."""

from __future__ import annotations

from dataclasses import replace

from corpus.document import Document, Grid, Profile
from corpus.profile import read_profile
from corpus.statements import read_statements
from corpus.tables.understanding import understand


def understood(document: Document, profile: Profile | None = None) -> Document:
    """The document with profile, tables and statements read from its blocks.

    A ``profile`` given is taken instead of the one that the text tells.
    """
    profile = profile or read_profile(document.blocks, document.name)
    names = [name for name in (profile.organisation, *profile.short_names) if name]
    return replace(
        document,
        profile=profile,
        tables=tuple(understand(block) for block in document.blocks if isinstance(block, Grid)),
        statements=tuple(read_statements(document.blocks, names)),
    )
