"""The contents of a PDF's pages in order, read on one core or, where it pays, on several.

A page's characters, lines and tables are found on it alone, so that ranges of pages can be read
in worker processes; what comes back is small.  Reading starts in this process.  Once a page has
shown what the pages cost (a scanned one a hundred times as much as another), the rest goes to
workers if that is worth starting them.
"""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from corpus.readers.pdf.content import PageContent, page_content
from corpus.readers.pdf.pdfium import PdfFile, UnreadablePage

_log = logging.getLogger(__name__)

# Starting a worker takes as long as reading so many pages with a text layer.
_PAGES_THAT_PAY = 60
# A scanned page takes as long as so many others.
_SCANNED = 60
# Pages handed to a worker at a time.
_RANGE = 16


@dataclass(frozen=True, slots=True)
class BadPage:
    """A page that could not be read, and why in ``chinese`` and in ``english``."""

    number: int
    chinese: str
    english: str

    def __str__(self) -> str:
        return (
            f"第{self.number}页无法读取：{self.chinese} / "
            f"page {self.number} could not be read: {self.english}"
        )


def contents(pdf: PdfFile, workers: int) -> Iterator[PageContent | BadPage]:
    """What stands on each page of an open PDF, from the first to the last."""
    number = 1
    threads = None if workers > 1 else 1
    while number <= len(pdf):
        content = _content(pdf, number, threads)
        yield content
        number += 1
        if workers > 1 and _pays(content, len(pdf) - number + 1):
            length = 1 if _is_scanned(content) else _RANGE
            for content in _in_processes(pdf, number, length, workers):
                yield content
                number += 1
            # Where processes are not to be had, the rest is read here.
            workers = 1


def _pays(content: PageContent | BadPage, left: int) -> bool:
    """Whether the pages left, if all are like this one, are worth starting workers."""
    if _is_scanned(content):
        return left * _SCANNED >= 2 * _PAGES_THAT_PAY
    return left >= 2 * _PAGES_THAT_PAY


def _is_scanned(content: PageContent | BadPage) -> bool:
    return isinstance(content, PageContent) and content.scanned


def _content(pdf: PdfFile, number: int, threads: int | None) -> PageContent | BadPage:
    try:
        return page_content(pdf.page(number, threads))
    except Exception as error:
        # One bad page must not keep the others out.
        _log.warning("%s, page %d: %s", pdf.path, number, error, exc_info=True)
        if isinstance(error, UnreadablePage):
            return BadPage(number, error.chinese, error.english)
        return BadPage(number, "读取时出错", str(error) or type(error).__name__)


def _in_processes(
    pdf: PdfFile, first: int, length: int, workers: int
) -> Iterator[PageContent | BadPage]:
    """The contents from page ``first`` on, read in ranges of a length; ends early where
    processes fail."""
    ranges = [
        range(start, min(start + length, len(pdf) + 1))
        for start in range(first, len(pdf) + 1, length)
    ]
    try:
        executor = ProcessPoolExecutor(
            min(workers, len(ranges)),
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_open,
            initargs=(pdf.path, pdf.data),
        )
    except (OSError, ImportError, NotImplementedError) as error:
        _log.info("reading on one core: %s", error)
        return
    try:
        for range_contents in executor.map(_range_contents, ranges):
            yield from range_contents
    except (OSError, RuntimeError, AssertionError) as error:
        # BrokenProcessPool, or a place where processes may not be started.
        _log.info("reading on one core: %s", error)
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


# The file that this worker process reads.
_pdf: PdfFile | None = None


def _open(path: Path, data: bytes) -> None:
    global _pdf
    _pdf = PdfFile(path, data)


def _range_contents(numbers: range) -> list[PageContent | BadPage]:
    return [_content(_pdf, number, threads=1) for number in numbers]
