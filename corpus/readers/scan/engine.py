"""The models: where text stands in an image, and what one line of it says.

Both are the PP-OCR models inside the package rapidocr.  Detection goes through rapidocr;
recognition runs its model directly, because the page needs what rapidocr does not hand out:
the confidence of every single character and the place along the line where it was seen.
rapidocr's orientation step is left out, it turns small crops of digits upside down.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import cv2
import numpy as np

# The recognition model reads lines 48 pixels high; one step of its output is 8 pixels wide.
LINE_HEIGHT = 48
_MIN_WIDTH, _MAX_WIDTH = 80, 3200
# Lines of about one width are read together; more at a time costs memory and gains nothing.
_WIDTH_STEP, _BATCH_PIXELS = 32, 6 * 320
# Longer sides are reduced before text is looked for: lines are found as well, much faster.
_DETECTION_SIDE = 1408
_BLANK = 0


@dataclass(frozen=True)
class Glyph:
    """One character as recognised: how sure (0–1), and its middle along the line: as a share of
    the crop it was read in (0–1), once placed on the page in pixels."""

    text: str
    confidence: float
    place: float


@lru_cache(maxsize=2)
def engine(threads: int | None = None) -> Engine:
    """The models, loaded once per process and number of threads (None: all cores)."""
    return Engine(threads)


class Engine:
    """Text detection and line recognition on the processor.  Safe to use from threads."""

    def __init__(self, threads: int | None = None):
        import onnxruntime
        from rapidocr import RapidOCR

        self._lock = threading.Lock()
        self._detector = RapidOCR(
            params={
                "Global.use_cls": False,
                "Global.use_rec": False,
                "Global.log_level": "critical",
                "Global.max_side_len": _DETECTION_SIDE,
                "EngineConfig.onnxruntime.intra_op_num_threads": threads or -1,
            }
        )
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        options.enable_cpu_mem_arena = False
        # Waiting threads would take the core that another process reads its page on.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        if threads:
            options.intra_op_num_threads = threads
        models = resources.files("rapidocr").joinpath("models")
        path = next(m for m in models.iterdir() if "_rec_" in m.name and m.name.endswith(".onnx"))
        self._recogniser = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        self._input = self._recogniser.get_inputs()[0].name
        known = self._recogniser.get_modelmeta().custom_metadata_map["character"]
        self._characters = ["", *known.splitlines(), " "]

    def find_lines(self, image: np.ndarray) -> np.ndarray:
        """Boxes ``(x0, y0, x1, y1)`` in pixels around pieces of text lines, shape (n, 4)."""
        with self._lock:
            found = self._detector(image, use_det=True, use_cls=False, use_rec=False)
        boxes = getattr(found, "boxes", None)
        if boxes is None or not len(boxes):
            return np.zeros((0, 4))
        return np.concatenate([boxes.min(axis=1), boxes.max(axis=1)], axis=1)

    def read_lines(self, crops: Sequence[np.ndarray], stretch: float = 1.0) -> list[list[Glyph]]:
        """What each crop (grey, one line of text) says; ``stretch`` widens it before reading."""
        read: list[list[Glyph]] = [[] for _ in crops]
        for width, members in self._batches(crops, stretch):
            batch = np.zeros((len(members), 3, LINE_HEIGHT, width), np.float32)
            used = []
            for place, index in enumerate(members):
                line_width = _line_width(crops[index], stretch)
                line = cv2.resize(
                    crops[index], (line_width, LINE_HEIGHT), interpolation=cv2.INTER_LINEAR
                )
                batch[place, :, :, :line_width] = line.astype(np.float32) / 127.5 - 1
                used.append(line_width / width)
            scores = self._recogniser.run(None, {self._input: batch})[0]
            for place, index in enumerate(members):
                read[index] = self._decoded(scores[place], used[place])
        return read

    def _batches(self, crops, stretch: float) -> Iterator[tuple[int, list[int]]]:
        by_width: dict[int, list[int]] = {}
        for index, crop in enumerate(crops):
            width = max(_MIN_WIDTH, _line_width(crop, stretch))
            by_width.setdefault(math.ceil(width / _WIDTH_STEP) * _WIDTH_STEP, []).append(index)
        for width, members in sorted(by_width.items()):
            size = max(1, _BATCH_PIXELS // width)
            for start in range(0, len(members), size):
                yield width, members[start : start + size]

    def _decoded(self, scores: np.ndarray, used: float) -> list[Glyph]:
        """Characters of one line from the model's scores (steps × characters): steps that say
        the same one after another are one character, the empty class separates."""
        best = scores.argmax(axis=1)
        sure = scores.max(axis=1)
        glyphs = []
        start = 0
        for step in range(1, len(best) + 1):
            if step < len(best) and best[step] == best[start]:
                continue
            if best[start] != _BLANK:
                middle = (start + step) / 2 / len(best) / used
                glyphs.append(
                    Glyph(
                        self._characters[best[start]],
                        float(sure[start:step].max()),
                        min(1.0, middle),
                    )
                )
            start = step
        return glyphs


def _line_width(crop: np.ndarray, stretch: float) -> int:
    height, width = crop.shape[:2]
    return min(_MAX_WIDTH, max(8, math.ceil(LINE_HEIGHT * width * stretch / height)))
