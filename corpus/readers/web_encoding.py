"""The character encoding of web pages, whatever they or their servers say it is."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.errors import ReadError

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
# What pages may say they are in, and what that is read as: pages that state GB 2312 use the
# characters of its extensions.  Others (latin-1) are the server's default and never true.
_ENCODINGS = {
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
}


def decoded(path: Path, data: bytes, charset: str | None) -> str:
    """Text by byte order mark, as UTF-8 if it is that, by the page's word, or as GB 18030.

    ``charset`` is what an enclosing message states.  Raises ReadError, naming ``path``, for bytes
    that are no text in any of them.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ["utf-16"]
    else:
        stated = _CHARSET.search(data[:4096])
        name = (charset or (stated[1].decode("ascii") if stated else "")).lower()
        candidates = ["utf-8-sig", *filter(None, [_ENCODINGS.get(name)]), "gb18030"]
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if text[:100_000].count("\0") == 0:
            return text
    # A few broken bytes: the encoding that they break least.
    texts = [data.decode(encoding, "replace") for encoding in candidates]
    text = min(texts, key=lambda text: text.count("\ufffd"))
    if text.count("\ufffd") * 200 > len(text) or "\0" in text:
        raise ReadError(
            path, "不是网页（文字编码无法识别）/ not a web page (no known character encoding)"
        )
    return text
