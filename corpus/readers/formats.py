"""Which format a file really is: its bytes decide, not the ending of its name.

Government sites serve web pages as .xls, systems export separated values as .xls, and people
rename files.  Signatures: ISO 32000 7.5.2 (PDF), MS-CFB 2.2 (OLE), APPNOTE 4.3.7 (ZIP),
ECMA-376 part 2 and ODF 1.3 part 2 (what the packages hold).
"""

from __future__ import annotations

import io
import zipfile

from corpus.readers.package import ZIP_ERRORS, encrypted_word, kind_of

# Endings that name the same format as another one; .wps and .et are what WPS Office calls
# the formats of .doc and .xls.
_SAME = {
    ".markdown": ".md",
    ".htm": ".html",
    ".mhtml": ".mht",
    ".xlsm": ".xlsx",
    ".wps": ".doc",
    ".et": ".xls",
    ".jpeg": ".jpg",
    ".tiff": ".tif",
}
_NAMES = {
    ".bmp": ("图片", "a picture"),
    ".csv": ("分隔文本表格", "separated values"),
    ".doc": ("旧版 Word 文档", "a Word document of before 2007"),
    ".docx": ("Word 文档", "a Word document"),
    ".gif": ("图片", "a picture"),
    ".html": ("网页", "a web page"),
    ".jpg": ("图片", "a picture"),
    ".md": ("文本", "plain text"),
    ".mht": ("网页归档", "a web archive"),
    ".ods": ("OpenDocument 表格", "an OpenDocument spreadsheet"),
    ".odt": ("OpenDocument 文档", "an OpenDocument text"),
    ".ofd": ("OFD 版式文件", "an OFD file"),
    ".pdf": ("PDF", "a PDF"),
    ".png": ("图片", "a picture"),
    ".ppt": ("演示文稿", "a presentation"),
    ".pptx": ("演示文稿", "a presentation"),
    ".rar": ("RAR 压缩包", "a RAR archive"),
    ".rtf": ("RTF 文档", "an RTF document"),
    ".tif": ("图片", "a picture"),
    ".tsv": ("分隔文本表格", "separated values"),
    ".txt": ("文本", "plain text"),
    ".webp": ("图片", "a picture"),
    ".xls": ("旧版 Excel 工作簿", "an Excel workbook of before 2007"),
    ".xlsb": ("二进制 Excel 工作簿", "a binary Excel workbook"),
    ".xlsx": ("Excel 工作簿", "an Excel workbook"),
    ".xml": ("XML 数据", "XML data"),
    ".zip": ("ZIP 压缩包", "a ZIP archive"),
    ".7z": ("7z 压缩包", "a 7z archive"),
}
_OPENINGS = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"II*\0", ".tif"),
    (b"MM\0*", ".tif"),
    (b"GIF8", ".gif"),
    (b"Rar!\x1a\x07", ".rar"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
)
# A part that only packages of one format hold.
_PARTS = (
    ("word/document.xml", ".docx"),
    ("xl/workbook.xml", ".xlsx"),
    ("xl/workbook.bin", ".xlsb"),
    ("ppt/presentation.xml", ".pptx"),
    ("OFD.xml", ".ofd"),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
}
# Streams of OLE files, whose names stand in their directory.
_STREAMS = (
    ("WordDocument", ".doc"),
    ("Workbook", ".xls"),
    ("Book", ".xls"),
    ("PowerPoint Document", ".ppt"),
)
_PACKAGES = frozenset((".docx", ".xlsx"))
# Whose content has no signature; anything that is text is right.
TEXT_ENDINGS = frozenset((".md", ".txt", ".csv", ".tsv"))


def family(ending: str) -> str:
    """The ending that stands for all endings of a format: .htm is .html."""
    ending = ending.lower()
    return _SAME.get(ending, ending)


def described(ending: str) -> tuple[str, str]:
    """What a format is called, in Chinese and in English."""
    return _NAMES.get(family(ending), (ending, ending))


def ending_of(data: bytes, named: str) -> str:
    """The ending of the format that bytes show; "" if they show none.

    ``named`` is the ending of the file's name, which decides where the bytes leave a choice.
    A password that keeps the content closed is reported as ``"encrypted"``.
    """
    named = family(named)
    kind = kind_of(data)
    if kind == "encrypted" or (kind == "OLE" and encrypted_word(data)):
        return "encrypted"
    if kind == "OLE":
        return _ole_ending(data, named)
    if kind == "ZIP":
        return _package_ending(data, named)
    if kind == "HTML":
        # Markdown may well begin with a table in HTML.
        return named if named in TEXT_ENDINGS and not _is_whole_page(data) else ".html"
    if kind in ("PDF", "RTF", "MHTML"):
        return {"PDF": ".pdf", "RTF": ".rtf", "MHTML": ".mht"}[kind]
    if named == ".pdf" and b"%PDF-" in data[:1024]:
        return ".pdf"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    if data[:2] == b"BM" and data[6:10] == bytes(4):
        return ".bmp"
    return next((ending for opening, ending in _OPENINGS if data.startswith(opening)), "")


def _is_whole_page(data: bytes) -> bool:
    start = data[:1024].lower()
    return b"<html" in start or b"<!doctype html" in start


def _ole_ending(data: bytes, named: str) -> str:
    found = [ending for name, ending in _STREAMS if name.encode("utf-16-le") in data]
    return named if named in found else found[0] if found else ""


def _package_ending(data: bytes, named: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = frozenset(package.namelist())
            kind = package.open("mimetype").read(100) if "mimetype" in names else b""
    except ZIP_ERRORS:
        # Cut off: the directory at the end is lost, the names before the parts are not.
        found = [ending for name, ending in _PARTS if name.encode() in data]
        return named if named in _PACKAGES else found[0] if found else ""
    if kind.strip() in _OPEN_DOCUMENT:
        return _OPEN_DOCUMENT[kind.strip()]
    return next((ending for name, ending in _PARTS if name in names), ".zip")
