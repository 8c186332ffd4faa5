"""Documents of other office formats as those of today, by the LibreOffice of the machine.

Each conversion is a process group with a user profile, a home and limits of its own, so that
several run at once, an open LibreOffice of the user's is no obstacle, and one that hangs is
ended with all it started.  Macros and links to other places stay off.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

# A publication of 100 pages takes five seconds, the first start of a machine twenty.
SECONDS = 120
_MEMORY_KILOBYTES = 6_000_000
# In blocks of 512 bytes: 200 MB.
_FILE_BLOCKS = 400_000
# What LibreOffice is to take a file for: left to itself it reads noise as text.
_SOURCES = {
    ".doc": "MS Word 97",
    ".rtf": "Rich Text Format",
    ".odt": "writer8",
    ".ods": "calc8",
}
_TARGETS = {".docx": "docx:MS Word 2007 XML", ".xlsx": "xlsx:Calc MS Excel 2007 XML"}
# LibreOffice's registry: no macros at all, no links followed, nothing fetched.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""


class ConversionError(Exception):
    """LibreOffice gave no document; the text says why, in Chinese and English."""


def program() -> str | None:
    """Where LibreOffice is installed, None if it is not."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(data: bytes, source: str, target: str, seconds: float = SECONDS) -> bytes:
    """A document of the format with ending ``source`` as one of ``target`` (.docx or .xlsx).

    Raises ConversionError where LibreOffice is missing, fails, or takes longer than ``seconds``.
    """
    found = program()
    if found is None:
        raise ConversionError(
            f"读取 {source} 需要 LibreOffice，请安装，或另存为 {target} / "
            f"{source} files need LibreOffice: install it or save the file as {target}"
        )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        original = folder / f"document{source}"
        original.write_bytes(data)
        settings = folder / "profile" / "user"
        settings.mkdir(parents=True)
        settings.joinpath("registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        _run(_command(found, folder, original, target), folder, seconds)
        try:
            return (folder / "out" / f"document{target}").read_bytes()
        except OSError as error:
            raise ConversionError(
                "LibreOffice 无法转换该文件，文件可能已损坏 / "
                "LibreOffice could not convert the document; it may be damaged"
            ) from error


def _command(found: str, folder: Path, original: Path, target: str) -> list[str]:
    limits = f"ulimit -v {_MEMORY_KILOBYTES}; ulimit -f {_FILE_BLOCKS}"
    return [
        "/bin/sh",
        "-c",
        # Systems without one of the limits go without it.
        f'{{ {limits}; }} 2>/dev/null; exec "$@"',
        "sh",
        found,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        f"--infilter={_SOURCES[original.suffix]}",
        "--convert-to",
        _TARGETS[target],
        "--outdir",
        str(folder / "out"),
        str(original),
    ]


def _run(command: list[str], folder: Path, seconds: float) -> None:
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "HOME": str(folder), "TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise ConversionError(
            f"LibreOffice 转换超过 {seconds:g} 秒 / LibreOffice took longer than {seconds:g} seconds"
        ) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen) -> None:
    """Ends what the process started and left running, and itself."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    process.wait()
