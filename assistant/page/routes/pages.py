"""The files of documents: their pages as images, and themselves."""

from __future__ import annotations

import asyncio
from pathlib import PurePosixPath

from fastapi import APIRouter, HTTPException, Response
from fastapi.responses import FileResponse

from assistant.page.services import Services
from index.originals import Original
from index.page_images import WIDTHS, PageUnavailable

# A key is never given to another document, and a document never changes: what was fetched holds.
_FOR_EVER = "private, max-age=31536000, immutable"
# Nothing in a picture may run or load; the browser's own viewer of PDF files needs a page to
# work in, but no site may frame it.
_CLOSED = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox"
_VIEWER = "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"


def router(services: Services) -> APIRouter:
    """``GET pages/{document_id}/{page}`` and ``GET originals/{document_id}``."""
    routes = APIRouter()

    @routes.get("/pages/{document_id}/{page}")
    async def image(document_id: int, page: int, width: int = WIDTHS[0]) -> Response:
        """The image (WebP) of a 1-based page, ``width`` pixels wide: one of
        :data:`index.page_images.WIDTHS`."""
        if width not in WIDTHS:
            raise HTTPException(422, f"width: {WIDTHS}")
        original = await original_of(document_id)
        images = services.page_images
        loop = asyncio.get_running_loop()
        try:
            drawn = await loop.run_in_executor(images.pool, images.draw, original, page, width)
        except PageUnavailable as error:
            raise HTTPException(404 if error.missing else 422, "no image of this page") from error
        headers = {"Cache-Control": _FOR_EVER, "Content-Security-Policy": _CLOSED}
        return Response(drawn.image, media_type="image/webp", headers=headers)

    @routes.get("/originals/{document_id}")
    async def file(document_id: int) -> FileResponse:
        """The file of a document as it was added.  Only PDF files and pictures are shown by the
        browser; anything else is downloaded, and under no type that it would run."""
        original = await original_of(document_id)
        document = await services.run(services.library.document_of, document_id)
        if document is None:
            raise HTTPException(404)
        headers = {
            "Cache-Control": "private, no-cache",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": _VIEWER if original.is_pdf else _CLOSED,
        }
        return FileResponse(
            original.path,
            media_type=original.media_type,
            # A document in an archive is known by its way in it.
            filename=PurePosixPath(document.name).name,
            content_disposition_type="inline" if original.shown_inline else "attachment",
            headers=headers,
        )

    async def original_of(document_id: int) -> Original:
        original = await services.run(services.library.original, document_id)
        if original is None:
            raise HTTPException(404)
        return original

    return routes
