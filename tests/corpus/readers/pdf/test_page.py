"""Places on a page that was set upright and level are told as the page is shown."""

import cv2
import numpy as np
import pytest

from corpus.readers.pdf.page import Page

# As shown, with a mark of 20 × 10 points whose middle stands here.
WIDTH, HEIGHT = 600, 800
MARK = (500, 100)


@pytest.mark.parametrize("turned", [0, 1, 2, 3])
@pytest.mark.parametrize("skew", [0.0, 0.9, -2.5])
def test_a_mark_is_told_where_it_is_shown(turned, skew):
    picture = np.zeros((HEIGHT, WIDTH), np.float32)
    cv2.circle(picture, MARK, 4, 1.0, -1)
    level = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), skew, 1.0)
    upright = np.rot90(cv2.warpAffine(picture, level, (WIDTH, HEIGHT)), turned)
    y, x = (float(places.mean()) for places in np.nonzero(upright > 0.5))
    height, width = upright.shape
    page = Page(1, width, height, (), (), turned=turned, skew=skew)
    x0, top, x1, bottom = page.as_shown((x - 10, y - 5, x + 10, y + 5))
    assert ((x0 + x1) / 2, (top + bottom) / 2) == pytest.approx(MARK, abs=1.5)
    sides = (10, 20) if turned % 2 else (20, 10)
    assert (x1 - x0, bottom - top) == pytest.approx(sides, abs=0.2)
