"""Word documents of before 2007 (.doc), through LibreOffice where that is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from corpus.document import Block
from corpus.errors import ReadError
from corpus.readers import docx, html
from corpus.readers.package import kind_of

_SECONDS = 120


def read_blocks(path: Path, data: bytes) -> tuple[tuple[Block, ...], None]:
    """The blocks of a document in reading order; newer documents and web pages that carry the
    ending are read as what they are.

    Raises ReadError for files that are no Word document, and where LibreOffice is missing,
    fails or takes longer than two minutes.
    """
    kind = kind_of(data)
    if kind == "ZIP":
        return docx.read_blocks(path, data)
    if kind == "HTML":
        return html.read_blocks(path, data)
    if kind == "encrypted":
        raise ReadError(path, "the file is protected with a password")
    if kind not in ("OLE", "RTF"):
        raise ReadError(path, f"not a Word document: the content is {kind or 'something else'}")
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ReadError(
            path, "documents of Word before 2007 need LibreOffice; install it or save as .docx"
        )
    return docx.read_blocks(path, _converted(path, data, program))


def _converted(path: Path, data: bytes, program: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "document.doc")
        source.write_bytes(data)
        # A profile of its own, so that an open LibreOffice of the user's is no obstacle.
        profile = Path(folder, "profile").as_uri()
        command = [
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "docx",
        ]
        try:
            subprocess.run(
                [*command, "--outdir", folder, str(source)],
                capture_output=True,
                timeout=_SECONDS,
                check=True,
            )
            return source.with_suffix(".docx").read_bytes()
        except subprocess.TimeoutExpired as error:
            raise ReadError(path, f"LibreOffice took longer than {_SECONDS} seconds") from error
        except (subprocess.CalledProcessError, OSError) as error:
            raise ReadError(path, "LibreOffice could not convert the document") from error
