"""Text files of any Chinese system as text: UTF-8, UTF-16 and GB 18030."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import ReadError

# Larger text files are no publications but dumps; 20 MB is 200 times the longest known.
MAX_TEXT_BYTES = 20_000_000
# A publication's longest paragraph is a few thousand characters, its longest known text has
# ten thousand lines.
MAX_LINE_CHARACTERS = 50_000
MAX_LINES = 200_000


def decode(path: Path, data: bytes) -> str:
    """Text of a file in UTF-8, UTF-16 (with mark) or GB 18030.

    Raises ReadError for bytes that are no text in any of them, and for lines no text has.
    """
    if len(data) > MAX_TEXT_BYTES:
        raise ReadError(
            path,
            f"文本有 {len(data) / 1e6:.0f} MB，超过上限 {MAX_TEXT_BYTES // 1_000_000} MB / "
            f"{len(data) / 1e6:.0f} MB of text, "
            f"more than the limit of {MAX_TEXT_BYTES // 1_000_000} MB",
        )
    damage = _damaged_utf8(data)
    if damage is not None:
        raise ReadError(
            path,
            f"文件已损坏：UTF-8 文本在第 {damage:,} 字节处中断 / "
            f"the file is damaged: its UTF-8 text breaks at byte {damage:,}",
        )
    text = decoded(data)
    if text is None:
        raise ReadError(
            path,
            "不是文本文件（既非 UTF-8 也非 GB 18030）/ not a text file (neither UTF-8 nor GB 18030)",
        )
    lines = text.splitlines()
    if len(lines) > MAX_LINES:
        raise ReadError(path, f"超过 {MAX_LINES:,} 行 / more than {MAX_LINES:,} lines")
    if max(map(len, lines), default=0) > MAX_LINE_CHARACTERS:
        raise ReadError(
            path,
            f"有一行超过 {MAX_LINE_CHARACTERS:,} 字 / "
            f"a line of more than {MAX_LINE_CHARACTERS:,} characters",
        )
    return text


def _damaged_utf8(data: bytes) -> int | None:
    """Where UTF-8 text with a few broken bytes breaks, None for whole UTF-8 and other bytes.

    GB 18030 would read most of such a file too, as other characters.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data[:2_000_000].decode("utf-8", "replace")
        wide = sum(1 for c in text if c > "\u2e80" and c != "\ufffd")
        return error.start if text.count("\ufffd") * 20 < wide else None
    return None


def decoded(data: bytes) -> str | None:
    """The text of bytes, None for bytes that are no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # GB 18030 decodes many binary files; control characters and private use tell them.
        odd = sum(
            1
            for c in text[:200_000]
            if (c < " " and c not in "\t\r\n\f") or "\ue000" <= c <= "\uf8ff"
        )
        if odd * 100 <= min(len(text), 200_000):
            return text
    return None
