"""What the page tests share: printed tables as the library hands them out, and hostile text."""

from pathlib import Path

import pytest

from corpus.document import TableState
from corpus.reading import read
from index.records import StoredTable

REPOSITORY = Path(__file__).resolve().parents[3]
SAMPLES = REPOSITORY / "corpus/samples"

HOSTILE = (
    "<script>window.hit=1</script>",
    '<img src=x onerror="window.hit=1">',
    "<svg/onload=window.hit=1>",
    '"><iframe srcdoc="<script>parent.hit=1</script>">',
    "' onmouseover='window.hit=1",
    '" autofocus onfocus="window.hit=1',
    "</td></table><script>window.hit=1</script>",
    "</textarea><script>window.hit=1</script>",
    "javascript:window.hit=1",
    "[click](javascript:window.hit=1)",
    "![x](http://example.invalid/x.png)",
    "<a href='javascript:window.hit=1'>x</a>",
    "<style>*{display:none}</style>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=window.hit=1></style></math>",
    "{{constructor.constructor('window.hit=1')()}}",
    "${window.hit=1}",
    "`;window.hit=1;`",
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "=HYPERLINK('http://example.invalid','x')",
    "<base href='http://example.invalid/'>",
    "\u202e<b>反向</b>\u0000",
)


def _stored(document, table, id=1):
    """A table of a document as the library would hand it out."""
    grid = tuple(
        tuple((cell.text, cell.rowspan, cell.colspan) for cell in row) for row in table.grid.rows
    )
    return StoredTable(
        id=id,
        document_id=1,
        document=document.name,
        ordinal=id,
        title=table.title,
        unit=table.unit,
        context=table.context,
        section=table.section,
        state=table.state,
        header_rows=table.header_rows,
        notes=table.notes,
        warnings=table.warnings,
        grid=grid,
        line=table.position.line,
    )


def _printed_table(rows, header_rows=1, title="表", unit="万元", notes=()):
    """A table from rows of texts; a (text, rowspan, colspan) triple states its spans."""
    grid = tuple(
        tuple(cell if isinstance(cell, tuple) else (cell, 1, 1) for cell in row) for row in rows
    )
    return StoredTable(
        id=1,
        document_id=1,
        document="样例.md",
        ordinal=1,
        title=title,
        unit=unit,
        context="",
        section=("第二部分",),
        state=TableState.FILLED,
        header_rows=header_rows,
        notes=notes,
        warnings=(),
        grid=grid,
    )


@pytest.fixture(scope="session")
def sample_paths():
    """The files of the bundled sample documents."""
    return sorted(SAMPLES.glob("*.md"))


@pytest.fixture(scope="session")
def sample_documents(sample_paths):
    """The bundled sample documents as read."""
    return [read(path) for path in sample_paths]


@pytest.fixture(scope="session")
def stored():
    """``stored(document, table)``: a table as the library would hand it out."""
    return _stored


@pytest.fixture(scope="session")
def printed_table():
    """``printed_table(rows, header_rows=1, …)``: a table from rows of texts."""
    return _printed_table


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def hostile(request):
    """Text that would run, load or break something if it were taken for markup."""
    return request.param


@pytest.fixture
def hostile_texts():
    """All hostile texts at once."""
    return HOSTILE
