"""Pages of kept files as images: what is stored of a place lies over its ink."""

import hashlib
import importlib.util
import io
import os
from pathlib import Path

import numpy
import pytest
from PIL import Image

from corpus.document import Grid, Paragraph
from corpus.printed_lines import boxes
from corpus.reading import read
from index.originals import Original
from index.page_images import WIDTHS, PageImages, PageUnavailable

PDF = Path(__file__).parents[1] / "corpus/readers/pdf"
SENTENCE = "某局2026年公务接待费预算为12.34万元，比上年减少。"
# Points by which ink may stand out of its place: serifs, and rounding to pixels.
MARGIN = 2.0


def _module(name):
    spec = importlib.util.spec_from_file_location(name, PDF / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


drawn = _module("drawn")


@pytest.fixture(scope="module")
def images():
    made = PageImages()
    yield made
    made.close()


@pytest.fixture
def kept(tmp_path):
    """Keeps the bytes of a file under their hash."""

    def keep(data, media_type="application/pdf"):
        path = tmp_path / hashlib.sha256(data).hexdigest()
        path.write_bytes(data)
        return Original(path, media_type)

    return keep


def ink_of(page):
    """The box of everything dark on a drawn page, in points."""
    picture = Image.open(io.BytesIO(page.image)).convert("L")
    rows, columns = numpy.nonzero(numpy.asarray(picture) < 128)
    scale = page.width / picture.width
    return (
        columns.min() * scale,
        rows.min() * scale,
        (columns.max() + 1) * scale,
        (rows.max() + 1) * scale,
    )


def assert_over(box, ink):
    """The box holds the ink and not much more: less than a character around it."""
    for a, b, inwards in zip(box, ink, (1, 1, -1, -1), strict=True):
        assert -9 <= (a - b) * inwards <= MARGIN, (box, ink)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", ["", "/CropBox [40 60 560 800]"])
def test_a_sentence_lies_over_its_ink_on_a_page_turned_or_cropped(
    images, kept, tmp_path, rotate, crop
):
    data = drawn.Pdf().page(drawn.text(80, 500, SENTENCE, 12), rotate=rotate, extra=crop).bytes()
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    paragraph = next(block for block in read(path).blocks if isinstance(block, Paragraph))
    found = boxes(paragraph.printed, paragraph.text, 0, len(paragraph.text))
    page = images.draw(kept(data), 1)
    assert [number for number, _ in found] == [1]
    assert_over(found[0][1], ink_of(page))


@pytest.mark.parametrize("rotate", [0, 90])
def test_a_cell_lies_over_its_figure(images, kept, tmp_path, rotate):
    rows = [["项目", "预算数"], ["公务接待费", "12.34"], ["合计", "12.34"]]
    with_figure = drawn.Pdf().page(drawn.table(rows), rotate=rotate).bytes()
    path = tmp_path / "a.pdf"
    path.write_bytes(with_figure)
    grid = next(block for block in read(path).blocks if isinstance(block, Grid))
    cell = grid.rows[1][1]
    assert cell.text == "12.34"
    rows[1][1] = ""
    without = drawn.Pdf().page(drawn.table(rows), rotate=rotate).bytes()
    pages = [images.draw(kept(data), 1) for data in (with_figure, without)]
    pictures = [
        numpy.asarray(Image.open(io.BytesIO(page.image)).convert("L"), int) for page in pages
    ]
    ys, xs = numpy.nonzero(abs(pictures[0] - pictures[1]) > 60)
    scale = pages[0].width / pictures[0].shape[1]
    x0, top, x1, bottom = cell.position.box
    assert x0 - 1 <= xs.min() * scale and xs.max() * scale <= x1 + 1
    assert top - 1 <= ys.min() * scale and ys.max() * scale <= bottom + 1


def test_a_page_is_measured_and_drawn_in_either_width(images, kept):
    original = kept(drawn.Pdf().page("").page("", width=842, height=595).bytes())
    measured = images.measure(original, 2)
    assert (measured.width, measured.height, measured.pages) == (842, 595, 2)
    for width in WIDTHS:
        page = images.draw(original, 2, width)
        assert Image.open(io.BytesIO(page.image)).size[0] == pytest.approx(width, abs=1)
        assert len(page.image) < 400_000
    with pytest.raises(PageUnavailable) as missing:
        images.draw(original, 3)
    assert missing.value.missing


def test_a_picture_is_its_page(images, kept):
    file = io.BytesIO()
    noise = numpy.random.default_rng(1).integers(0, 255, (1754, 1240), dtype="uint8")
    Image.fromarray(noise).save(file, "PNG", dpi=(150, 150))
    original = kept(file.getvalue(), "image/png")
    page = images.draw(original, 1)
    assert (page.width, page.height, page.pages) == (
        pytest.approx(595.2, abs=0.1),
        pytest.approx(841.9, abs=0.1),
        1,
    )
    # Never larger than the picture itself.
    assert Image.open(io.BytesIO(page.image)).size == (1240, 1754)


def test_a_picture_lying_on_its_side_is_shown_upright(images, kept):
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (400, 300), "white").save(file, "JPEG", exif=exif)
    page = images.draw(kept(file.getvalue(), "image/jpeg"), 1)
    assert page.width < page.height


def test_formats_without_pages_and_damaged_files_have_none(images, kept):
    with pytest.raises(PageUnavailable):
        images.draw(kept(b"# text", "application/octet-stream"), 1)
    with pytest.raises(PageUnavailable) as damaged:
        images.draw(kept(b"%PDF-1.7 cut off"), 1)
    assert not damaged.value.missing


def test_what_hangs_is_given_up_and_harms_no_other_page(kept, tmp_path):
    images = PageImages(at_once=1, seconds=2.0)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(PageUnavailable):
        images.draw(Original(tmp_path / "pipe", "image/png"), 1)
    good = kept(drawn.Pdf().page("").bytes())
    assert images.measure(good, 1).pages == 1
    images.close()


def test_a_page_that_could_not_be_drawn_is_tried_again_after_a_while(kept):
    now = [0.0]
    images = PageImages(at_once=1, clock=lambda: now[0])
    original = kept(b"%PDF-1.7 cut off")
    with pytest.raises(PageUnavailable):
        images.measure(original, 1)
    original.path.write_bytes(drawn.Pdf().page("").bytes())
    with pytest.raises(PageUnavailable):
        images.measure(original, 1)
    now[0] = 61.0
    assert images.measure(original, 1).pages == 1
    images.close()


def test_only_so_much_is_kept_in_memory(kept):
    images = PageImages(cached_bytes=5_000, at_once=1)
    original = kept(drawn.Pdf().page("").bytes())
    images.draw(original, 1)
    assert images._cached._size <= 5_000
    for page in range(20):
        with pytest.raises(PageUnavailable):
            images.measure(original, 100 + page)
    assert images._cached._size <= 5_000
    images.close()
