"""Web archives (.mht, .mhtml): a page saved with its pictures in one file, by RFC 2557.

Browsers, WPS and Word write them; systems also give them the ending .doc.
"""

from __future__ import annotations

from email import message_from_bytes
from email.errors import MessageError
from pathlib import Path

from corpus.document import Block
from corpus.errors import ReadError
from corpus.readers import html

# Pages have a part per picture; more are no page.
MAX_BYTES = 100_000_000
_MAX_PARTS = 5_000


def read_blocks(path: Path, data: bytes) -> tuple[tuple[Block, ...], None]:
    """The blocks of the archived page, which is the first part that is a web page.

    Raises ReadError for files without one.
    """
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        raise ReadError(path, f"网页归档超过 {limit} MB / a web archive of more than {limit} MB")
    if data.count(b"\n--") > _MAX_PARTS:
        raise ReadError(
            path, f"网页归档超过 {_MAX_PARTS:,} 个部分 / more than {_MAX_PARTS:,} parts"
        )
    try:
        message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
        pages = (part for part in message.walk() if part.get_content_type() == "text/html")
        page = next(pages, None)
        content = page.get_payload(decode=True) if page is not None else None
        charset = page.get_content_charset() if page is not None else None
    except (MessageError, ValueError, LookupError) as error:
        raise ReadError(path, "网页归档已损坏 / the web archive is damaged") from error
    if not content:
        raise ReadError(path, "网页归档中没有网页 / no page in the web archive")
    return html.read_blocks(path, content, charset)
