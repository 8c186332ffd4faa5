"""The library screen: the list of documents and one of them; adding, correcting, removing."""

from __future__ import annotations

import asyncio
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from assistant.page.finding_places import of_table, places, source_of
from assistant.page.jobs import Jobs, TooManyJobs
from assistant.page.routes.evidence import shown
from assistant.page.screens.library import list_html, screen
from assistant.page.screens.library_document import document_html
from assistant.page.screens.library_jobs import entry_html, head_html, said
from assistant.page.services import Services
from assistant.page.session import language_of, words_of
from assistant.page.uploads import MOST_BYTES_A_FILE, MOST_FILES, BadUpload, TooLarge, receive
from assistant.page.words.access import access_words
from assistant.page.words.library import LibraryWords, library_words
from assistant.page.words.library_jobs import JobWords, job_words
from index.document_list import ListQuery
from index.errors import LibraryError, UnknownDocument
from index.records import StoredDocument

_PAGE = 50
_LONGEST_SEARCH = 200


class Corrected(BaseModel):
    """What the user sets of a profile; fields left out stay as they are."""

    organisation: str | None = None
    short_names: list[str] | None = None
    region: str | None = None
    year: int | None = None
    kind: str | None = None
    as_read: bool = False


@dataclass(frozen=True)
class _Asked:
    """What a request asks of the list."""

    search: str = ""
    only: str = ""
    order: str = "name"
    descending: bool = False
    offset: int = 0

    @property
    def query(self) -> ListQuery:
        return ListQuery(
            self.search[:_LONGEST_SEARCH],
            self.only,
            self.order,
            self.descending,
            min(max(0, self.offset), 10**9),
            _PAGE,
        )


def router(services: Services) -> APIRouter:
    """``GET screens/library`` and what its parts ask for under ``library/``.

    Reading is open; whatever changes the library, and the jobs, is the administrator's.
    """
    routes = APIRouter()
    library = services.library
    jobs = Jobs(library)
    admin_only = [Depends(services.access.require_admin)]
    # One change at a time, and none of the threads that answer: a correction may embed anew.
    changing = ThreadPoolExecutor(1, thread_name_prefix="changing")

    async def change(work, *arguments):
        return await asyncio.get_running_loop().run_in_executor(changing, work, *arguments)

    # Reading

    @routes.get("/screens/library", response_class=HTMLResponse)
    async def library_screen(request: Request) -> str:
        query = ListQuery(limit=_PAGE)
        page = await services.run(library.listed_documents, query)
        admin = services.access.is_admin(request)
        return screen(_words(request), page, query, admin, _limits(services, request))

    @routes.get("/library/list", response_class=HTMLResponse)
    async def listed(request: Request, asked: Annotated[_Asked, Depends()]) -> str:
        page = await services.run(library.listed_documents, asked.query)
        return list_html(_words(request), page, asked.query)

    @routes.get("/library/documents/{document_id}", response_class=HTMLResponse)
    async def document(document_id: int, request: Request) -> str:
        admin = services.access.is_admin(request)
        return await services.run(_document, services, document_id, _words(request), admin)

    @routes.get(
        "/library/documents/{document_id}/findings/{number}/{place}", response_class=HTMLResponse
    )
    async def finding_place(document_id: int, number: int, place: str, request: Request) -> str:
        """The evidence panel for a place of a finding: ``stated``, ``against``, ``other0`` …"""
        words = _words(request)
        source = await services.run(_finding_source, services, document_id, number, place, words)
        return await shown(services, source, words_of(request))

    @routes.get("/library/tables/{table_id}", response_class=HTMLResponse)
    async def table(table_id: int, request: Request) -> str:
        """The evidence panel for a whole table."""
        held = await services.run(library.table, table_id)
        if held is None:
            raise HTTPException(404, _words(request).gone)
        return await shown(services, of_table(held), words_of(request))

    # Changing

    @routes.get("/library/jobs", dependencies=admin_only)
    async def listed_jobs(request: Request, since: int = 0) -> dict:
        """The jobs, the newest first; ``head`` and ``rows`` only of what changed since a
        ``revision``."""
        return _jobs_form(jobs, since, job_words(language_of(request)))

    @routes.post("/library/uploads", dependencies=admin_only)
    async def upload(request: Request) -> dict:
        """Take files in (``multipart/form-data``) and have them added by a job."""
        words = _words(request)
        try:
            folder = await asyncio.to_thread(jobs.folder)
        except TooManyJobs as error:
            raise HTTPException(429, words.too_many_jobs) from error
        except OSError as error:
            raise _no_space(words, error) from error
        most = services.limits.settings.upload
        try:
            content_type = request.headers.get("content-type", "")
            uploads = await receive(content_type, request.stream(), folder, most + 1_000_000)
            if not uploads:
                raise BadUpload("没有文件 / no files")
            return {"job": jobs.add(uploads, folder).id}
        except BaseException as error:
            # Also where the browser went away in the middle.
            shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, TooLarge):
                raise HTTPException(413, words.too_large.format(limit=most // 1_000_000)) from error
            if isinstance(error, BadUpload):
                raise HTTPException(422, str(error)) from error
            if isinstance(error, TooManyJobs):
                raise HTTPException(429, words.too_many_jobs) from error
            if isinstance(error, OSError):
                raise _no_space(words, error) from error
            raise

    @routes.post("/library/jobs/{job_id}/cancel", dependencies=admin_only)
    async def cancel(job_id: str) -> dict:
        return {"cancelled": jobs.cancel(job_id)}

    @routes.post("/library/jobs/forget", dependencies=admin_only)
    async def forget() -> dict:
        jobs.forget()
        return {}

    @routes.post("/library/documents/{document_id}/profile", dependencies=admin_only)
    async def correct(document_id: int, sent: Corrected, request: Request) -> dict:
        words = _words(request)
        held = await _held(services, document_id, words)
        values = sent.model_dump(exclude_unset=True)
        try:
            made = await change(lambda: library.correct_profile(held.name, **values))
        except UnknownDocument as error:
            raise HTTPException(404, words.gone) from error
        except LibraryError as error:
            raise HTTPException(422, str(error)) from error
        return {"document": made.id, "text": words.as_read_done if sent.as_read else words.saved}

    @routes.post("/library/documents/{document_id}/read-again", dependencies=admin_only)
    async def read_again(document_id: int, request: Request) -> dict:
        words = _words(request)
        held = await _held(services, document_id, words)
        original = await services.run(library.original, document_id)
        if original is None:
            raise HTTPException(404, words.no_original)
        try:
            return {"job": (await asyncio.to_thread(_again, jobs, held, original.path)).id}
        except TooManyJobs as error:
            raise HTTPException(429, words.too_many_jobs) from error
        except OSError as error:
            raise _no_space(words, error) from error

    @routes.delete("/library/documents/{document_id}", dependencies=admin_only)
    async def remove(document_id: int, request: Request) -> dict:
        words = _words(request)
        held = await _held(services, document_id, words)
        if not await change(library.remove, held.name):
            raise HTTPException(404, words.gone)
        return {"text": words.removed.format(name=held.name)}

    return routes


def _words(request: Request) -> LibraryWords:
    return library_words(language_of(request))


def _limits(services: Services, request: Request) -> dict:
    words = _words(request)
    access = services.access
    most = services.limits.settings.upload
    hint = words.read_only_login
    if not access.has_login:
        hint = access_words(language_of(request)).local_only
    return {
        "file": min(MOST_BYTES_A_FILE, most),
        "request": most,
        "files": MOST_FILES,
        "hint": hint,
    }


async def _held(services: Services, document_id: int, words: LibraryWords) -> StoredDocument:
    """The document as the user saw it.  Raises HTTPException where it is another one by now."""
    held = await services.run(services.library.document_of, document_id)
    if held is None:
        raise HTTPException(404, words.gone)
    return held


def _document(services: Services, document_id: int, words: LibraryWords, admin: bool) -> str:
    library = services.library
    with library.view():
        document = library.document_of(document_id)
        if document is None:
            raise HTTPException(404, words.gone)
        tables = library.tables(document.name)
        check = library.reconciliations([document_id]).get(document_id)
        original = library.original(document_id) is not None
    return document_html(words, document, tables, check, admin, original)


def _finding_source(services: Services, document_id: int, number: int, name: str, words):
    library = services.library
    with library.view():
        document = library.document_of(document_id)
        if document is None:
            raise HTTPException(404, words.gone)
        check = library.reconciliations([document_id]).get(document_id)
        if check is None or not 0 <= number < len(check.findings):
            raise HTTPException(404, words.gone)
        place = places(check.findings[number]).get(name)
        if place is None:
            raise HTTPException(404, words.gone)
        source = source_of(
            place,
            document,
            library.figures_of([document_id]),
            library.tables(document.name),
            library.passages_of([document_id]),
        )
    if source is None:
        raise HTTPException(404, words.place_unsure)
    return source


def _again(jobs: Jobs, document: StoredDocument, original: Path):
    # Under its own name, as the ending tells readers what it may be; it stays while it is read.
    folder = jobs.folder()
    path = folder / PurePosixPath(document.name).name
    try:
        os.link(original, path)
    except OSError:
        shutil.copyfile(original, path)
    return jobs.read_again(document, path, folder)


def _no_space(words: LibraryWords, error: OSError) -> HTTPException:
    return HTTPException(507, words.no_space.format(cause=error.strerror or str(error)))


def _jobs_form(jobs: Jobs, since: int, words: JobWords) -> dict:
    revision, held = jobs.listed()
    forms = []
    for job in held:
        form = {"id": job.id, "ended": job.ended}
        if job.revision > since:
            entries = job.entries
            form |= {
                "head": head_html(job, words),
                "order": [entry.number for entry in entries],
                "rows": {
                    entry.number: entry_html(entry, words)
                    for entry in entries
                    if entry.revision > since or job.begun > since
                },
                "said": said(job, words),
            }
        forms.append(form)
    running = any(not job.ended for job in held)
    return {"revision": revision, "running": running, "jobs": forms}
