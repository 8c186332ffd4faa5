"""From a PDF's own coordinates to those of the page as it is shown."""

from __future__ import annotations

from dataclasses import dataclass

# A matrix (a, b, c, d, e, f) takes (x, y) to (a·x + c·y + e, b·x + d·y + f), as in PDF.
Matrix = tuple[float, float, float, float, float, float]


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does ``first`` and then ``then``."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible box of a page (PDF units, y upwards) and how it is turned when shown.

    ``turn`` is in quarters of a circle, clockwise (the page's /Rotate divided by 90).
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    @property
    def width(self) -> float:
        """Width as shown, in points."""
        return self.top - self.bottom if self.turn % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height as shown, in points."""
        return self.right - self.left if self.turn % 2 else self.top - self.bottom

    @property
    def matrix(self) -> Matrix:
        """Takes PDF coordinates to points from the upper left corner of the page as shown."""
        return (
            (1.0, 0.0, 0.0, -1.0, -self.left, self.top),
            (0.0, 1.0, 1.0, 0.0, -self.bottom, -self.left),
            (-1.0, 0.0, 0.0, 1.0, self.right, -self.bottom),
            (0.0, -1.0, -1.0, 0.0, self.top, self.right),
        )[self.turn % 4]
