"""A publication drawn by hand in PDF, with what is printed on each of its pages known.

Page 1 is the cover; 2 has a table; 3 has one that is shown lying on its side; 4 and 5 have the
explanation, with a sentence that goes over the page's end; 6 is cropped.
"""

import importlib.util
from pathlib import Path

NAME = "云泽市测绘局2026年部门预算.pdf"
ORGANISATION = "云泽市测绘局"
TABLE_PAGE, SIDEWAYS_PAGE, TEXT_PAGE, CROPPED_PAGE = 2, 3, 4, 6
SENTENCE = "云泽市测绘局2026年公务接待费预算为12.34万元，比上年减少0.56万元，主要原因是厉行节约。"
OVER_PAGES = "2026年机关运行经费预算为88.80万元，主要用于办公、差旅、会议、物业管理和日常维修。"


def _drawn():
    path = Path(__file__).parents[2] / "corpus/readers/pdf/drawn.py"
    spec = importlib.util.spec_from_file_location("drawn", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def data():
    """The bytes of the file."""
    drawn = _drawn()
    text, table = drawn.text, drawn.table
    rows = [["项目", "上年预算数", "本年预算数"], ["因公出国（境）费", "0.00", "0.00"]]
    rows += [["公务接待费", "12.90", "12.34"], ["合计", "12.90", "12.34"]]
    offices = [["项目", "本年预算数"], ["办公费", "23.45"], ["差旅费", "34.56"], ["合计", "58.01"]]
    other = [["项目", "本年预算数"], ["培训费", "7.89"], ["合计", "7.89"]]
    body = 12

    def lines(y, *printed):
        return "".join(text(60, y - 22 * n, line, body) for n, line in enumerate(printed))

    pdf = drawn.Pdf()
    pdf.page(text(120, 600, "云泽市测绘局2026年部门预算", 26))
    pdf.page(
        text(190, 760, "“三公”经费预算表", 16)
        + text(400, 725, "单位：万元")
        + table(rows, width=150)
    )
    pdf.page(
        text(190, 760, "商品和服务支出预算表", 16)
        + text(400, 725, "单位：万元")
        + table(offices, width=150),
        rotate=90,
    )
    first, second = SENTENCE[:37], SENTENCE[37:]
    begun, ended = OVER_PAGES[:35], OVER_PAGES[35:]
    filler = [
        f"说明之{n}：本部门按规定公开预算，接受社会监督，确保各项资金规范使用、及时"
        for n in "甲乙丙"
    ]
    pdf.page(
        text(190, 760, "三公经费情况说明", 16)
        + lines(700, "　　" + first, second)
        + lines(120, "　　" + begun)
    )
    pdf.page(lines(760, ended) + lines(700, *("　　" + line + "公开。" for line in filler)))
    pdf.page(
        text(190, 700, "培训费预算表", 16)
        + text(400, 675, "单位：万元")
        + table(other, width=150, top=650),
        extra="/CropBox [30 100 565 780]",
    )
    return pdf.bytes()
