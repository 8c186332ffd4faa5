"""Checking texts against the library, and answering workbooks of questions."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from fastapi import APIRouter, HTTPException, Request, UploadFile
from fastapi.responses import HTMLResponse, Response, StreamingResponse
from pydantic import BaseModel

from assistant.answer import Evidence
from assistant.batch import workbook
from assistant.checking.text_check import TextCheck, TextChecker
from assistant.exports import check as check_exports
from assistant.exports.sheets import write_workbook
from assistant.page.body_limit import MOST_TABLE
from assistant.page.limits import MEGABYTE
from assistant.page.screens import check as screens
from assistant.page.services import Services
from assistant.page.session import language_of
from assistant.page.uploads import safe_name
from assistant.page.words.check import CheckWords, check_words
from assistant.page.words.told import in_language
from corpus.document import Heading, Paragraph
from corpus.errors import ReadError
from index.reading_pool import ReadingPool
from index.reading_worker import Job

logger = logging.getLogger(__name__)

# A file to be checked is read while its user waits.
_SILENCE = 60.0
_AT_ONCE = 2
# What a workbook of questions counts as: it is answered in turn with everyone's questions.
_QUESTIONS_A_BATCH = 20
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Result = TypeVar("Result")


class Text(BaseModel):
    """A text to be checked."""

    text: str


def router(services: Services) -> APIRouter:
    """``GET screens/check``; under ``check/``, by POST: ``text``, ``file``, ``export.md``,
    ``export.xlsx`` and ``batch``."""
    routes = APIRouter()
    # Texts and workbooks take seconds to minutes: those who ask one question do not wait for them.
    pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="checking")

    async def run(work: Callable[..., Result], *arguments) -> Result:
        return await asyncio.get_running_loop().run_in_executor(pool, work, *arguments)

    @routes.get("/screens/check", response_class=HTMLResponse)
    async def screen(request: Request) -> str:
        return screens.screen(
            _words(request),
            services.limits.settings.text,
            MOST_TABLE // MEGABYTE,
            workbook.MOST_ROWS,
            workbook.MOST_BYTES // MEGABYTE,
        )

    @routes.post("/check/text")
    async def check_text(given: Text, request: Request) -> dict[str, str]:
        """The text with its numbers marked, as the parts of the screen."""
        services.limits.check_text(request, given.text)
        return await run(_shown, services, given.text, _words(request))

    @routes.post("/check/file")
    async def check_file(file: UploadFile, request: Request) -> dict[str, str]:
        """The same of the running text of a file, with that ``text``; 422 for what cannot be
        read."""
        name = safe_name(file.filename or "") or "file"
        data = await file.read()
        try:
            text = await run(_text_of, name, data)
        except ReadError as error:
            cause = in_language(error.cause, _words(request).tag)
            raise HTTPException(422, f"{name}: {cause}") from error
        services.limits.check_text(request, text)
        shown = await run(_shown, services, text, _words(request))
        return {**shown, "text": text}

    @routes.post("/check/export.{suffix}")
    async def export(suffix: str, given: Text, request: Request) -> Response:
        """What was found, as Markdown or as a workbook."""
        services.limits.check_text(request, given.text)
        if suffix not in ("md", "xlsx"):
            raise HTTPException(404)
        checked = await run(_checked, services, given.text)
        headers = {"Content-Disposition": f'attachment; filename="check.{suffix}"'}
        if suffix == "md":
            text = check_exports.markdown(checked).encode("utf-8", "replace")
            return Response(text, media_type="text/markdown; charset=utf-8", headers=headers)
        data = await run(_workbook, checked)
        return Response(data, media_type=_XLSX, headers=headers)

    @routes.post("/check/batch")
    async def batch(file: UploadFile, request: Request) -> Response:
        """Lines of JSON: ``{done, total}`` while rows are answered, at the end ``{name, file,
        rows, answered, differs, failed}`` (the file in base 64) or ``{detail}`` with what is
        wrong with the file."""
        services.limits.count(request, _QUESTIONS_A_BATCH)
        name = safe_name(file.filename or "") or "file"
        lines = _batch_lines(run, services, name, await file.read(), _words(request))
        return StreamingResponse(lines, media_type="application/x-ndjson")

    return routes


def _words(request: Request) -> CheckWords:
    return check_words(language_of(request))


def _checked(services: Services, text: str) -> TextCheck:
    library = services.library
    return TextChecker(services.assistant.exact, library.documents()).check(text)


def _shown(services: Services, text: str, words: CheckWords) -> dict[str, str]:
    checked = _checked(services, text)
    places = [
        figure.evidence
        for number in checked.numbers
        for figure in number.figures
        if figure.evidence is not None
    ]
    keys = _keys(services, places)
    return {
        "note": screens.note(checked, words),
        "html": screens.checked_html(text, checked, keys, words),
    }


def _keys(services: Services, places: Sequence[Evidence]) -> screens.Keys:
    """The store keys of the figures at some places."""
    wanted = {screens.place_of(place) for place in places}
    keys = {}
    for figure in services.library.figures_of(list({place.document_id for place in places})):
        at = (figure.document_id, figure.passage_id, figure.span)
        if figure.table_id is not None:
            at = (figure.document_id, figure.table_id, figure.row, figure.column)
        if at in wanted:
            keys[at] = figure.id
    return keys


def _text_of(name: str, data: bytes) -> str:
    """The running text of a file, read in a process that may fail.  Raises ReadError."""
    with tempfile.TemporaryDirectory(prefix="budget-qa-") as folder:
        path = Path(folder) / f"text{Path(name).suffix}"
        path.write_bytes(data)
        with ReadingPool(1, _SILENCE) as pool:
            read = pool.submit(Job(path, name), lambda done, total: None).result()
    blocks = read.document.blocks
    return "\n".join(b.text for b in blocks if isinstance(b, Heading | Paragraph))


def _workbook(checked: TextCheck) -> bytes:
    with tempfile.TemporaryDirectory(prefix="budget-qa-") as folder:
        path = Path(folder) / "check.xlsx"
        write_workbook([("check", check_exports.HEADER, check_exports.rows(checked))], path)
        return path.read_bytes()


async def _batch_lines(
    run: Callable, services: Services, name: str, data: bytes, words: CheckWords
) -> AsyncIterator[str]:
    news: asyncio.Queue[dict | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def tell(line: dict | None) -> None:
        loop.call_soon_threadsafe(news.put_nowait, line)

    def work() -> None:
        try:
            done = workbook.answer_file(
                services.assistant.exact.ask,
                Path(name),
                data,
                lambda rows, total: tell({"done": rows, "total": total}),
            )
        except ReadError as error:
            tell({"detail": f"{name}: {in_language(error.cause, words.tag)}"})
        except Exception:
            logger.exception("A workbook could not be answered.")
            tell({"detail": words.failed})
        else:
            tell(
                {
                    "name": _answered_name(name),
                    "file": base64.b64encode(done.data).decode(),
                    "rows": done.rows,
                    "answered": done.answered,
                    "differs": done.differs,
                    "failed": done.failed,
                }
            )
        tell(None)

    running = asyncio.ensure_future(run(work))
    while (line := await news.get()) is not None:
        yield json.dumps(line, ensure_ascii=False) + "\n"
    await running


def _answered_name(name: str) -> str:
    path = Path(name)
    suffix = path.suffix if path.suffix.lower() in workbook.FORMATS else ".xlsx"
    return f"{path.stem}-答案{suffix}"
