"""Documents that LibreOffice reads for us: Word of before 2007, WPS, RTF and OpenDocument."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import ReadError
from corpus.readers import docx, xlsx
from corpus.readers.formats import ending_of
from corpus.readers.libreoffice import ConversionError, converted

# What each format is converted to, and who reads that.
_TARGETS = {
    ".doc": (".docx", docx.read_blocks),
    ".rtf": (".docx", docx.read_blocks),
    ".odt": (".docx", docx.read_blocks),
    ".ods": (".xlsx", xlsx.read_blocks),
}


def read_blocks(path: Path, data: bytes):
    """The blocks of a document in reading order, with what the reader of the converted one warns.

    Raises ReadError where LibreOffice is missing, fails or takes longer than two minutes.
    """
    source = ending_of(data, path.suffix)
    target, reader = _TARGETS[source]
    try:
        return reader(path, converted(data, source, target))
    except ConversionError as error:
        raise ReadError(path, str(error)) from error
