"""Where each character of running text is printed: sliced, and over the ends of pages."""

from pathlib import Path

import pypdfium2
import pytest

from corpus.document import Paragraph
from corpus.printed_lines import PageSetting, PrintedLine, boxes, count, parts, steps_of, unplaced

SHARED = Path(__file__).resolve().parents[3] / "shared/corpus"
FIRST = PrintedLine(1, 600, 100, 220, (120, 120, 60, 60))
SECOND = PrintedLine(2, 500, 700, 820, (120, 120))
TEXT = "预算 12\n万元"
FILES = (
    "上海市普陀区人民政府万里街道办事处2024年部门预算.pdf",
    "上海市普陀区人民政府万里街道办事处2025年部门预算.pdf",
    "上海市普陀区司法局2026年部门预算.pdf",
    "上海市普陀区商务委员会2025年部门预算.pdf",
    "上海市普陀区财政局2024年度部门决算.pdf",
)


def test_a_range_of_characters_has_a_box_on_each_of_its_lines():
    assert boxes((FIRST, SECOND), TEXT, 0, len(TEXT)) == (
        (1, (60.0, 10.0, 96.0, 22.0)),
        (2, (50.0, 70.0, 74.0, 82.0)),
    )
    figure = TEXT.index("12")
    assert boxes((FIRST, SECOND), TEXT, figure, figure + 2) == ((1, (84.0, 10.0, 96.0, 22.0)),)
    assert boxes((FIRST, SECOND), TEXT, figure + 1, figure + 4) == (
        (1, (90.0, 10.0, 96.0, 22.0)),
        (2, (50.0, 70.0, 62.0, 82.0)),
    )


def test_a_blank_after_a_character_is_not_marked_with_it():
    line = PrintedLine(1, 0, 0, 100, (100, 900, 100))
    assert boxes((line,), "元 整。", 0, 3) == ((1, (0.0, 0.0, 20.0, 10.0)),)


def test_nothing_is_marked_where_the_lines_hold_other_characters():
    assert boxes((FIRST,), TEXT, 0, 2) == ()
    assert boxes((FIRST, SECOND), TEXT + "整", 0, 2) == ()


def test_nothing_is_marked_where_the_place_of_one_character_is_not_known():
    lines = (FIRST, unplaced("万元"))
    assert boxes(lines, TEXT, 0, len(TEXT)) == ()
    assert boxes(lines, TEXT, 0, 2) == ((1, (60.0, 10.0, 84.0, 22.0)),)


def test_parts_count_characters_without_white_space():
    assert count(" 预 算\n12 ") == 4
    assert [line.steps for line in parts((FIRST, SECOND), 2, 5)] == [(60, 60), (120,)]
    assert parts((FIRST, SECOND), 3, 3) == ()


def test_steps_never_go_back():
    assert steps_of([10.0, 22.0, 21.96], 34.0) == (120, 0, 120)


@pytest.mark.parametrize(
    ("turned", "shown"),
    [
        (0, (10.0, 20.0, 110.0, 32.0)),
        (1, (168.0, 10.0, 180.0, 110.0)),
        (2, (190.0, 168.0, 290.0, 180.0)),
        (3, (20.0, 190.0, 32.0, 290.0)),
    ],
)
def test_a_box_turns_with_its_page(turned, shown):
    assert PageSetting(300, 200, turned).as_shown((10, 20, 110, 32)) == shown


def test_a_box_in_the_middle_of_a_page_askew_stays_there():
    setting = PageSetting(300, 200, 0, 2.0)
    assert setting.as_shown((140, 90, 160, 110)) == (140.0, 90.0, 160.0, 110.0)
    right = setting.as_shown((280, 90, 300, 110))
    assert right[1] > 94 and right[0] < 280


def test_a_long_line_of_a_page_askew_is_marked_in_parts_that_follow_it():
    setting = PageSetting(600, 800, 0, 1.0)
    line = PrintedLine(1, 500, 4000, 4120, (120,) * 40, setting)
    text = "字" * 40
    found = [box for _, box in boxes((line,), text, 0, 40)]
    assert len(found) == 3
    tops = [box[1] for box in found]
    assert tops == sorted(tops) and tops[-1] - tops[0] > 4
    assert all(box[2] - box[0] <= 30 / 0.0175 / 10 for box in found)
    assert found[0][2] == pytest.approx(found[1][0], abs=0.3)
    level = PrintedLine(1, 500, 4000, 4120, (120,) * 40)
    assert len(boxes((level,), text, 0, 40)) == 1


def squeezed(text):
    return "".join(text.split())


class Judge:
    """What pdfium, asked on its own, finds in a rectangle of a page."""

    def __init__(self, path):
        self._pdf = pypdfium2.PdfDocument(path, autoclose=True)
        self._pages = {}

    def text_in(self, page, box):
        if page not in self._pages:
            opened = self._pdf[page - 1]
            assert opened.get_rotation() == 0
            self._pages[page] = opened.get_textpage(), opened.get_bbox()
        text, (left, _, _, top) = self._pages[page]
        x0, upper, x1, lower = box
        return squeezed(text.get_text_bounded(left + x0, top - lower, left + x1, top - upper))


@pytest.fixture(scope="module", params=FILES)
def real(request, published):
    return published(request.param), Judge(SHARED / request.param)


def test_stored_rectangles_of_real_sentences_hold_their_print_and_nothing_else(real):
    document, judge = real
    assert len(document.statements) > 50
    for statement in document.statements:
        paragraph = document.blocks[statement.paragraph]
        start = paragraph.text.index(statement.sentence)
        places = boxes(paragraph.printed, paragraph.text, start, start + len(statement.sentence))
        assert "".join(judge.text_in(*place) for place in places) == squeezed(statement.sentence)
        low, high = statement.span
        figure = boxes(paragraph.printed, paragraph.text, start + low, start + high)
        printed = squeezed(statement.sentence[low:high])
        assert "".join(judge.text_in(*place) for place in figure) == printed


def test_the_place_of_every_real_paragraph_is_known_but_of_contents_lists(real):
    document, _ = real
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    known = [p for p in paragraphs if boxes(p.printed, p.text, 0, len(p.text))]
    assert all("目" in p.text or len(p.text) < 60 for p in paragraphs if p not in known)
    assert len(known) > len(paragraphs) / 2


def test_stored_rectangles_of_real_cells_hold_their_figure_and_nothing_else(real):
    document, judge = real
    figures = 0
    for table in document.tables:
        for cell in table.cells:
            if cell.value is not None:
                figures += 1
                found = judge.text_in(cell.position.page, cell.position.box)
                assert found == squeezed(cell.text)
    assert figures > 150
