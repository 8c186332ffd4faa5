"""The figure desk: figures found, exported, and documents side by side."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.background import BackgroundTask

from assistant.checking.document_comparison import (
    FEWEST,
    MOST,
    DocumentComparison,
    compare_documents,
)
from assistant.exports import comparison as comparison_exports
from assistant.exports.figures import csv_of_figures, export_figures
from assistant.exports.sheets import csv_text, write_workbook
from assistant.page.figure_request import PAGE_SIZE, Asked, BadRequest, asked
from assistant.page.screens import figures as screens
from assistant.page.screens.figures_compared import (
    comparison_html,
    note,
    shown_lines,
    suggestions_html,
)
from assistant.page.services import Services
from assistant.page.session import language_of
from assistant.page.words.figures import FigureWords, figure_words
from index.document_list import ListQuery
from index.errors import UnknownDocument
from index.records import StoredDocument

# What a workbook takes; a CSV file takes all.
MOST_SHEET_ROWS = 100_000
_OFFERED = 20
_AT_ONCE = 2
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV = "text/csv; charset=utf-8"


def router(services: Services) -> APIRouter:
    """``GET screens/figures``; under ``figures/``: ``search``, ``export.csv``, ``export.xlsx``,
    ``documents``, ``compare``, ``compared.csv`` and ``compared.xlsx``."""
    routes = APIRouter()
    library = services.library
    # A large workbook takes a minute: questions do not wait for it.
    writing = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="exporting")

    @routes.get("/screens/figures", response_class=HTMLResponse)
    async def screen(request: Request) -> str:
        return screens.screen(_words(request))

    @routes.get("/figures/search")
    async def search(request: Request) -> dict[str, str]:
        """A page of figures as the parts of the screen."""
        words = _words(request)
        said = _asked(request, words)
        page = await services.run(library.find_figures, said.query, said.offset, PAGE_SIZE)
        return screens.parts(page, said, words)

    @routes.get("/figures/export.csv")
    async def export_csv(request: Request) -> Response:
        """All figures of a search, streamed."""
        said = _asked(request, _words(request))
        found = library.each_found(said.query)
        lines = csv_of_figures(found, _page_address(request))
        return StreamingResponse(lines, media_type=_CSV, headers=_attached("figures.csv"))

    @routes.get("/figures/export.xlsx")
    async def export_xlsx(request: Request) -> Response:
        """The figures of a search as a workbook; 413 for more than it takes."""
        words = _words(request)
        said = _asked(request, words)
        page = await services.run(library.find_figures, said.query, 0, 1)
        if page.total > MOST_SHEET_ROWS:
            raise HTTPException(413, words.export_limit.format(limit=f"{MOST_SHEET_ROWS:,}"))
        address = _page_address(request)

        def write(path: Path) -> None:
            export_figures(library.each_found(said.query), path, address)

        return await asyncio.get_running_loop().run_in_executor(
            writing, _file, write, "figures.xlsx"
        )

    @routes.get("/figures/documents")
    async def documents(q: str = "") -> list[str]:
        """Names of documents, for the boxes of the comparison."""
        found = await services.run(
            library.listed_documents, ListQuery(search=q[:200], limit=_OFFERED)
        )
        return [document.name for document in found.documents]

    @routes.get("/figures/compare")
    async def compare(request: Request) -> dict[str, str]:
        """Documents side by side as the parts of the screen; of one alone, what it could be
        compared with."""
        words = _words(request)
        named = _documents_named(request)
        if len(named) < FEWEST:
            offered = await services.run(_kindred, services, named, words)
            return {"note": "", "comparison": suggestions_html(offered, words)}
        comparison = await services.run(_compared, services, named, words)
        table, changed, offset = _view(request, words)
        html = comparison_html(comparison, table, changed, offset, words)
        return {"note": note(comparison, words), "comparison": html}

    @routes.get("/figures/compared.csv")
    async def compared_csv(request: Request) -> Response:
        comparison, rows = await _rows_compared(request)
        text = "".join(csv_text(comparison_exports.header(comparison), rows))
        return Response(text, media_type=_CSV, headers=_attached("comparison.csv"))

    @routes.get("/figures/compared.xlsx")
    async def compared_xlsx(request: Request) -> Response:
        comparison, rows = await _rows_compared(request)

        def write(path: Path) -> None:
            write_workbook([("comparison", comparison_exports.header(comparison), rows)], path)

        return await asyncio.get_running_loop().run_in_executor(
            writing, _file, write, "comparison.xlsx"
        )

    async def _rows_compared(request: Request):
        words = _words(request)
        named = _documents_named(request)
        comparison = await services.run(_compared, services, named, words)
        table, changed, _ = _view(request, words)
        lines = shown_lines(comparison, table, changed)
        return comparison, comparison_exports.rows(lines, _page_address(request))

    return routes


def _words(request: Request) -> FigureWords:
    return figure_words(language_of(request))


def _asked(request: Request, words: FigureWords) -> Asked:
    try:
        return asked(request.query_params, words)
    except BadRequest as error:
        raise HTTPException(422, str(error)) from error


def _documents_named(request: Request) -> list[str]:
    named = [name.strip() for name in request.query_params.getlist("doc") if name.strip()]
    return list(dict.fromkeys(named))


def _view(request: Request, words: FigureWords) -> tuple[str, bool, int]:
    given = request.query_params
    offset = given.get("line", "0")
    if not (offset.isascii() and offset.isdecimal()) or len(offset) > 9:
        raise HTTPException(422, words.bad_order.format(text=offset))
    return given.get("table", ""), bool(given.get("changed")), int(offset)


def _compared(services: Services, named: list[str], words: FigureWords) -> DocumentComparison:
    if not FEWEST <= len(named) <= MOST:
        raise HTTPException(422, words.choose_two)
    with services.library.view():
        documents = [_document(services, name, words) for name in named]
        figures = services.library.figures_of([document.id for document in documents])
    return compare_documents(documents, figures)


def _document(services: Services, name: str, words: FigureWords) -> StoredDocument:
    try:
        return services.library.document(name)
    except UnknownDocument:
        raise HTTPException(404, words.not_there.format(name=name)) from None


def _kindred(services: Services, named: list[str], words: FigureWords) -> list[StoredDocument]:
    """Other documents of the one named's organisation, those of one kind and near years first."""
    if not named:
        return []
    first = _document(services, named[0], words)
    query = ListQuery(search=first.organisation, limit=200)
    others = [
        document
        for document in services.library.listed_documents(query).documents
        if document.organisation == first.organisation and document.id != first.id
    ]

    def nearness(document: StoredDocument) -> tuple:
        years = abs((document.year or 0) - (first.year or 0))
        return years > 1, document.kind != first.kind, years, document.name

    return sorted(others, key=nearness)[:8]


def _file(write: Callable[[Path], None], name: str) -> FileResponse:
    """A file written to a folder of its own, which goes once the file is sent."""
    folder = tempfile.TemporaryDirectory(prefix="budget-qa-")
    path = Path(folder.name) / name
    try:
        write(path)
    except BaseException:
        folder.cleanup()
        raise
    return FileResponse(
        path, media_type=_XLSX, headers=_attached(name), background=BackgroundTask(folder.cleanup)
    )


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f"attachment; filename*=utf-8''{quote(name)}"}


def _page_address(request: Request) -> str:
    """The address of the page as the user's browser knows it, where it says so."""
    referrer = request.headers.get("referer", "")
    if referrer.startswith(f"{request.url.scheme}://{request.url.netloc}/"):
        return referrer.split("#")[0].split("?")[0]
    return str(request.base_url)
