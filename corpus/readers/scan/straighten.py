"""Setting a scanned page level and upright."""

from __future__ import annotations

import cv2
import numpy as np

from corpus.readers.scan.engine import Engine

# Scans fed askew stand off by up to this many degrees.
_MAX_SKEW = 3.0
_COARSE_SIDE, _FINE_SIDE = 700, 1400
# Boxes needed to tell how a page lies, and lines read to tell it from upside down.
_MIN_BOXES, _SAMPLE = 4, 4
# Lines read upright are surer than this on average, on any page that can be read at all.
_SURE = 0.8


def level(grey: np.ndarray) -> tuple[np.ndarray, float]:
    """The page turned so that its lines run straight, and the angle it was turned by (degrees).

    The right angle is where ink gathers in the fewest rows and columns: text lines and ruling
    lines both do that.
    """
    coarse = _ink(grey, _COARSE_SIDE)
    angle = _sharpest(coarse, np.arange(-_MAX_SKEW, _MAX_SKEW + 0.01, 0.25))
    fine = _ink(grey, _FINE_SIDE)
    angle = _sharpest(fine, angle + np.arange(-0.25, 0.251, 0.05))
    if abs(angle) < 0.04:
        return grey, 0.0
    return _turned(grey, angle, int(np.median(grey)), cv2.INTER_CUBIC), angle


def _ink(grey: np.ndarray, side: int) -> np.ndarray:
    scale = min(1.0, side / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(small, 31)
    return cv2.subtract(paper, small)


def _sharpest(ink: np.ndarray, angles: np.ndarray) -> float:
    def sharpness(angle: float) -> float:
        turned = _turned(ink, angle, 0, cv2.INTER_LINEAR)
        rows, columns = turned.sum(axis=1, dtype=np.float64), turned.sum(axis=0, dtype=np.float64)
        return float((np.diff(rows) ** 2).sum() + (np.diff(columns) ** 2).sum())

    return float(max(angles, key=sharpness))


def _turned(image: np.ndarray, angle: float, paper: int, interpolation: int) -> np.ndarray:
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(image, matrix, (width, height), flags=interpolation, borderValue=paper)


def upright(
    grey: np.ndarray, boxes: np.ndarray, engine: Engine
) -> tuple[np.ndarray, np.ndarray, int]:
    """The page as it is read, the boxes of its lines on it, and by how many quarter turns
    (anticlockwise) it was turned."""
    if len(boxes) < _MIN_BOXES:
        return grey, boxes, 0
    widths, heights = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    long = np.argsort(-np.maximum(widths, heights))[: 4 * _SAMPLE]
    on_side = np.sum(heights[long] > 1.5 * widths[long]) > len(long) / 2
    candidates = (1, 3) if on_side else (0, 2)
    best = (-1.0, grey, boxes, 0)
    for turns in candidates:
        turned = np.ascontiguousarray(np.rot90(grey, turns))
        places = _turned_boxes(boxes, grey.shape, turns)
        sure = _sureness(turned, places[long][:_SAMPLE], engine)
        if sure > best[0]:
            best = (sure, turned, places, turns)
        if sure > _SURE:
            break
    return best[1:]


def _turned_boxes(boxes: np.ndarray, shape: tuple[int, ...], turns: int) -> np.ndarray:
    height, width = shape[:2]
    for _ in range(turns):
        x0, y0, x1, y1 = boxes.T
        boxes = np.stack([y0, width - x1, y1, width - x0], axis=1)
        height, width = width, height
    return boxes


def _sureness(grey: np.ndarray, boxes: np.ndarray, engine: Engine) -> float:
    crops = [
        grey[max(0, int(y0)) : int(y1) + 1, max(0, int(x0)) : int(x1) + 1]
        for x0, y0, x1, y1 in boxes
    ]
    glyphs = [g for line in engine.read_lines([c for c in crops if c.size]) for g in line]
    return float(np.mean([g.confidence for g in glyphs])) if glyphs else 0.0
