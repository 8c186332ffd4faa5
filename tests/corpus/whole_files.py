"""Whole files of a made-up publication in every format, for the tests to break."""

import importlib.util
import io
import zipfile
from pathlib import Path

from fpdf import FPDF

from corpus.document import CellState

HERE = Path(__file__).parent


def _publication():
    spec = importlib.util.spec_from_file_location("publication", HERE / "readers/publication.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PUBLICATION = _publication()


def pdf(pages=1, **passwords):
    """A PDF of pages with a table each."""
    made = FPDF()
    if passwords:
        made.set_encryption(**passwords)
    made.set_font("helvetica", size=11)
    for number in range(pages):
        made.add_page()
        made.cell(text=f"Page {number + 1} of the budget")
        made.ln(20)
        with made.table() as table:
            for values in (("Item", "2031"), ("Total", f"{number}.50")):
                row = table.row()
                for value in values:
                    row.cell(value)
    return bytes(made.output())


def mhtml():
    """A web archive of the publication's page, as browsers save it."""
    from email.mime.multipart import MIMEMultipart
    from email.mime.text import MIMEText

    message = MIMEMultipart("related", type="text/html")
    message["From"] = "<Saved by a browser>"
    message["Subject"] = PUBLICATION.TITLE
    message.attach(MIMEText(PUBLICATION.as_html("gb18030").decode("gb18030"), "html", "gb18030"))
    message.attach(MIMEText("p {color: red}", "css"))
    return bytes(message)


# A whole file of each format that can be written here, by its ending.
WHOLE = {
    ".docx": PUBLICATION.as_docx(),
    ".xlsx": PUBLICATION.as_xlsx(),
    ".xls": PUBLICATION.as_xls(),
    ".html": PUBLICATION.as_html(),
    ".mht": mhtml(),
    ".csv": PUBLICATION.as_csv(),
    ".md": PUBLICATION.as_markdown(),
    ".pdf": pdf(2),
}


def figures(document):
    return [
        (cell.row_path, cell.column_path, cell.value, cell.unit)
        for table in document.tables
        for cell in table.cells
        if cell.state is CellState.NUMBER
    ]


def replaced(data, part, content, more=()):
    """A package with one part's content replaced and parts added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == part else old.read(info))
        for name, added in more:
            new.writestr(name, added)
    return out.getvalue()


SHEET = "xl/worksheets/sheet2.xml"


def sheet(rows, after="", before=""):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        f'<worksheet xmlns="{space}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    ).encode()


TABLE = "".join(
    f'<row r="{r}"><c r="A{r}" t="inlineStr"><is><t>{name}</t></is></c>{value}</row>'
    for r, (name, value) in enumerate(
        [
            ("项目", '<c r="B1" t="inlineStr"><is><t>预算数</t></is></c>'),
            ("人员经费", '<c r="B2"><v>3.5</v></c>'),
            ("合计", '<c r="B3"><v>3.5</v></c>'),
        ],
        start=1,
    )
)


EMPTY = '<c s="1"/>' * 50


def long_sheet(rows):
    return "".join(
        f'<row r="{r}"><c r="A{r}"><v>1</v></c><c r="B{r}"><v>2</v></c></row>'
        for r in range(1, rows + 1)
    )


def workbook(content):
    return replaced(WHOLE[".xlsx"], SHEET, content)


LAUGHS = (
    "<!DOCTYPE a ["
    + '<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{"&" + before + ";" * 1}{("&" + before + ";") * 9}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
