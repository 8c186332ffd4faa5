"""The ruling lines of a PDF page through pdfium, from strokes, filled boxes and thin bars."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from corpus.readers.pdf.frame import Frame, Matrix, times
from corpus.readers.pdf.page import Box, Edge

# A filled box thinner than this (points) is a line.
_THIN = 4.0
# A line may lean so much, in parts of its length and in points.
_LEAN = 0.01
_LEAN_POINTS = 0.7
# A page with more pieces of lines is a drawing or a map, no table.
_MAX_SEGMENTS = 60_000
_MAX_DEPTH = 6

Point = tuple[float, float]


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page besides text.

    ``edges`` are the ruling lines; ``images`` the boxes of its pictures; ``curves`` counts the
    pieces that are no ruling lines (letters drawn as outlines are made of them).
    """

    edges: list[Edge]
    images: list[Box]
    curves: int = 0


def drawing_of(page, frame: Frame) -> Drawing:
    """The lines and pictures of a page (a raw pdfium page handle), form objects included."""
    return _Reader(frame).read(page)


class _Reader:
    def __init__(self, frame: Frame):
        self._frame = frame
        self._drawing = Drawing([], [])
        self._segments = 0
        self._white: list[Edge] = []
        self._shades: list[Box] = []
        self._matrix = pdfium.FS_MATRIX()
        self._numbers = [ctypes.c_float() for _ in range(4)]
        self._colours = [ctypes.c_uint() for _ in range(4)]

    def read(self, page) -> Drawing:
        matrix = self._frame.matrix
        for i in range(pdfium.FPDFPage_CountObjects(page)):
            item = pdfium.FPDFPage_GetObject(page, i)
            # Many files have a text object for every character.
            if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_TEXT:
                self._object(item, matrix, 0)
        # A white line shows on a shaded ground only.
        self._drawing.edges.extend(edge for edge in self._white if self._on_shade(edge))
        return self._drawing

    def _object(self, item, matrix: Matrix, depth: int) -> None:
        if self._segments > _MAX_SEGMENTS:
            return
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(item, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._image(item, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = times(self._matrix_of(item), matrix)
            for i in range(pdfium.FPDFFormObj_CountObjects(item)):
                self._object(pdfium.FPDFFormObj_GetObject(item, i), inner, depth + 1)

    def _matrix_of(self, item) -> Matrix:
        m = self._matrix
        if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(m)):
            return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        return (m.a, m.b, m.c, m.d, m.e, m.f)

    def _image(self, item, matrix: Matrix) -> None:
        corners = [
            _moved((x, y), times(self._matrix_of(item), matrix)) for x in (0, 1) for y in (0, 1)
        ]
        xs, ys = zip(*corners, strict=True)
        width, height = self._frame.width, self._frame.height
        box = (max(min(xs), 0.0), max(min(ys), 0.0), min(max(xs), width), min(max(ys), height))
        if box[0] < box[2] and box[1] < box[3]:
            self._drawing.images.append(box)

    def _path(self, item, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        strokes = bool(stroke.value) and self._colour(item, pdfium.FPDFPageObj_GetStrokeColor)
        fills = bool(fill.value) and self._colour(item, pdfium.FPDFPageObj_GetFillColor)
        if not strokes and not fills:
            return
        matrix = times(self._matrix_of(item), matrix)
        for points in self._outlines(item, matrix):
            box = _box(points)
            if strokes:
                # The outline of a bar is the bar.
                target = self._white if strokes == "white" else self._drawing.edges
                target.extend([_middle(box)] if _is_bar(points, box) else _straight(points))
            elif _thickness(box) < _THIN:
                (self._white if fills == "white" else self._drawing.edges).append(_middle(box))
            elif fills != "white":
                self._shades.append(box)
                self._drawing.edges.extend(_straight([*points, points[0]]))

    def _colour(self, item, getter) -> str:
        """How a colour shows on paper: "dark", "white", or "" for not at all."""
        r, g, b, alpha = self._colours
        if not getter(item, r, g, b, alpha):
            return "dark"
        if alpha.value == 0:
            return ""
        return "white" if min(r.value, g.value, b.value) >= 250 else "dark"

    def _outlines(self, item, matrix: Matrix) -> Iterator[list[Point]]:
        """The outlines of a path, as points joined by straight lines; curves part them."""
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[Point] = []
        for i in range(pdfium.FPDFPath_CountSegments(item)):
            self._segments += 1
            if self._segments > _MAX_SEGMENTS:
                break
            segment = pdfium.FPDFPath_GetPathSegment(item, i)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = _moved((x.value, y.value), matrix)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_LINETO:
                points.append(point)
            else:
                if len(points) > 1:
                    yield points
                points = [point]
                self._drawing.curves += kind == pdfium.FPDF_SEGMENT_BEZIERTO
            if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 2:
                points.append(points[0])
        if len(points) > 1:
            yield points

    def _on_shade(self, edge: Edge) -> bool:
        x, y = (edge.x0 + edge.x1) / 2, (edge.top + edge.bottom) / 2
        return any(s[0] - 1 <= x <= s[2] + 1 and s[1] - 1 <= y <= s[3] + 1 for s in self._shades)


def _moved(point: Point, matrix: Matrix) -> Point:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _box(points: list[Point]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _thickness(box: Box) -> float:
    return min(box[2] - box[0], box[3] - box[1])


def _is_bar(points: list[Point], box: Box) -> bool:
    return len(points) > 3 and _thickness(box) < _THIN


def _middle(box: Box) -> Edge:
    """The line that a bar is."""
    x0, top, x1, bottom = box
    if x1 - x0 >= bottom - top:
        middle = (top + bottom) / 2
        return Edge(x0, middle, x1, middle)
    middle = (x0 + x1) / 2
    return Edge(middle, top, middle, bottom)


def _straight(points: list[Point]) -> Iterator[Edge]:
    """The horizontal and vertical pieces of an outline."""
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        across, down = abs(x1 - x0), abs(y1 - y0)
        if down <= min(_LEAN_POINTS, _LEAN * across + 0.05):
            middle = (y0 + y1) / 2
            yield Edge(min(x0, x1), middle, max(x0, x1), middle)
        elif across <= min(_LEAN_POINTS, _LEAN * down + 0.05):
            middle = (x0 + x1) / 2
            yield Edge(middle, min(y0, y1), middle, max(y0, y1))
