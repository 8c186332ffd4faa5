"""Layers (optional content, PDF 32000-1 §8.11) that a page does not show.

pdfium knows when it draws a page which layers are off, but gives their text with all other.
What leaves the picture of the page the same when it is taken out is therefore not shown.
"""

from __future__ import annotations

import ctypes
import re
import zlib

import pypdfium2
import pypdfium2.raw as pdfium

_LAYERS = b"/OCProperties"
_OBJECT_STREAM = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
# So many bytes of an object stream are looked at, and what they unpack to.
_MAX_PACKED, _MAX_UNPACKED = 1 << 18, 1 << 21
_MARK = "OC"
_MAX_DEPTH = 6
# More pieces of layers than this on a page are tried by the names of their layers.
_MAX_PIECES = 40

# Where an object stands: its place among the page's, within that form's, and so on.
Path = tuple[int, ...]


def has_layers(data: bytes) -> bool:
    """Whether a PDF file declares layers, in the open or in a packed object."""
    if _LAYERS in data:
        return True
    for found in _OBJECT_STREAM.finditer(data):
        packed = data[found.end() : found.end() + _MAX_PACKED]
        try:
            unpacked = zlib.decompressobj().decompress(packed, _MAX_UNPACKED)
        except zlib.error:
            continue
        if _LAYERS in unpacked:
            return True
    return False


def take_out_hidden(pdf: pypdfium2.PdfDocument, index: int, page: pypdfium2.PdfPage) -> None:
    """Takes from a loaded page (of a 0-based number) the objects of layers that it does not
    show; the file stays as it is."""
    pieces = _pieces(page)
    if not pieces:
        return
    shown = _picture(page)
    hidden: list[Path] = []
    for piece in pieces:
        copy = pdf[index]
        try:
            _take_out(copy, [*hidden, *piece])
            if _picture(copy) == shown:
                hidden += piece
        finally:
            copy.close()
    _take_out(page, hidden)


def _pieces(page: pypdfium2.PdfPage) -> list[list[Path]]:
    """The objects that may be hidden together: neighbours on one layer, and each form."""
    found: list[tuple[str, Path]] = []
    in_a_row: list[list[Path]] = []
    before = ""

    def visit(item, path: Path) -> None:
        nonlocal before
        layer = _layer(item)
        is_form = pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_FORM
        if layer:
            found.append((layer, path))
            if layer == before:
                in_a_row[-1].append(path)
            else:
                in_a_row.append([path])
        elif is_form:
            found.append((str(path), path))
            in_a_row.append([path])
        before = layer
        if is_form and not layer and len(path) < _MAX_DEPTH:
            for i in range(pdfium.FPDFFormObj_CountObjects(item)):
                visit(pdfium.FPDFFormObj_GetObject(item, i), (*path, i))

    for i in range(pdfium.FPDFPage_CountObjects(page.raw)):
        visit(pdfium.FPDFPage_GetObject(page.raw, i), (i,))
    if len(in_a_row) <= _MAX_PIECES:
        return in_a_row
    by_name: dict[str, list[Path]] = {}
    for layer, path in found:
        by_name.setdefault(layer, []).append(path)
    return list(by_name.values())[:_MAX_PIECES]


def _layer(item) -> str:
    """The name of the layer that an object is marked to be on, "" for none."""
    names = []
    for i in range(pdfium.FPDFPageObj_CountMarks(item)):
        mark = pdfium.FPDFPageObj_GetMark(item, i)
        if _text(pdfium.FPDFPageObjMark_GetName, mark) == _MARK:
            names.append(_text(pdfium.FPDFPageObjMark_GetParamStringValue, mark, b"Name") or _MARK)
    return "/".join(names)


def _text(getter, mark, *key) -> str:
    """A text of a mark; pdfium writes UTF-16 with a final NUL and says how many bytes it took."""
    buffer = (pdfium.FPDF_WCHAR * 128)()
    length = ctypes.c_ulong()
    if not getter(mark, *key, buffer, ctypes.sizeof(buffer), ctypes.byref(length)):
        return ""
    return bytes(buffer)[: length.value].decode("utf-16-le", "replace").rstrip("\0")


def _picture(page: pypdfium2.PdfPage) -> bytes:
    bitmap = page.render(scale=1, grayscale=True)
    try:
        return bytes(bitmap.buffer)
    finally:
        bitmap.close()


def _take_out(page: pypdfium2.PdfPage, paths: list[Path]) -> None:
    # What stands last and innermost goes first: places before it stay what they are.
    for path in sorted(set(paths), reverse=True):
        item, form = pdfium.FPDFPage_GetObject(page.raw, path[0]), None
        for i in path[1:]:
            item, form = pdfium.FPDFFormObj_GetObject(item, i), item
        if form is None:
            removed = pdfium.FPDFPage_RemoveObject(page.raw, item)
        else:
            removed = pdfium.FPDFFormObj_RemoveObject(form, item)
        if removed:
            pdfium.FPDFPageObj_Destroy(item)
