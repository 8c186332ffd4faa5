"""What is being added, as HTML: a job with its files, each with how far it is and what came of it."""

from __future__ import annotations

from html import escape

from assistant.page.job import Entry, Job, State
from assistant.page.words.library_jobs import JobWords
from assistant.page.words.told import in_language

_GOOD = frozenset((State.ADDED, State.REPLACED, State.UNCHANGED, State.UNPACKED))
_MOST_WARNINGS = 20


def head_html(job: Job, words: JobWords) -> str:
    """What stands above the files of a job."""
    entries = job.entries
    title = words.again_title if job.again else words.upload_title.format(count=len(entries))
    done = sum(entry.state.is_end for entry in entries)
    stop = ""
    if job.ended:
        state = words.was_cancelled if job.count(State.CANCELLED) else words.ended
    elif job.cancelled:
        state = words.cancelling
    else:
        state = words.running if job.running else words.waiting
        stop = (
            f'<button type="button" class="quiet" data-cancel="{job.id}">'
            f"{escape(words.cancel)}</button>"
        )
    passed = "".join(f'<p class="passed">{escape(_passed(words, each))}</p>' for each in job.passed)
    progress = words.progress.format(done=done, total=len(entries))
    return (
        f"<h3>{escape(title)}</h3>"
        f'<progress max="{len(entries)}" value="{done}" aria-label="{escape(title)}"></progress>'
        f'<p class="job-state">{escape(state)} · {escape(progress)}</p>{stop}{passed}'
    )


def _passed(words: JobWords, passed) -> str:
    names = "、".join(passed.names) if words.tag == "zh-CN" else ", ".join(passed.names)
    more = " …" if passed.count > len(passed.names) else ""
    return words.passed_over.format(path=passed.path, count=passed.count, names=names + more)


def entry_html(entry: Entry, words: JobWords) -> str:
    """One file of a job."""
    kind = "good" if entry.state in _GOOD else "bad" if entry.state is State.FAILED else ""
    state = words.states[entry.state]
    return (
        f'<p class="entry-name" lang="zh-CN">{escape(entry.name)}</p>'
        f'<p class="entry-state {kind}">{escape(state)}{_progress(entry, words)}</p>'
        f"{_outcome(entry, words)}"
    )


def said(job: Job, words: JobWords) -> str:
    """What a screen reader is told of a job; changes when a file is done."""
    entries = job.entries
    done = sum(entry.state.is_end for entry in entries)
    return words.said.format(done=done, total=len(entries), failed=job.count(State.FAILED))


def _progress(entry: Entry, words: JobWords) -> str:
    if entry.state.is_end or not entry.total:
        return ""
    form = words.pages_done if entry.state is State.READING else words.passages_done
    text = escape(form.format(done=entry.done, total=entry.total))
    return f' · {text}<progress max="{entry.total}" value="{entry.done}"></progress>'


def _outcome(entry: Entry, words: JobWords) -> str:
    if entry.state is State.FAILED:
        return f'<p class="entry-error">{escape(in_language(entry.error, words.tag))}</p>'
    document = entry.document
    if document is None:
        return ""
    profile = (document.organisation, str(document.year or ""), document.kind)
    known = " · ".join(part or words.unknown for part in profile)
    counts = words.understood.format(
        tables=f"{document.tables:,}",
        figures=f"{document.figures:,}",
        passages=f"{document.passages:,}",
    )
    findings = ""
    if document.findings:
        text = words.findings_found.format(count=f"{document.findings:,}")
        findings = f' <span class="mark bad">{escape(text)}</span>'
    name = escape(words.open.format(name=document.name))
    note = f'<p class="entry-note">{escape(entry.note)}</p>' if entry.note else ""
    return (
        f'<p class="entry-profile"><a href="#library/{document.id}" aria-label="{name}" '
        f'lang="zh-CN">{escape(known)}</a></p><p class="entry-counts">{escape(counts)}{findings}</p>'
        f"{note}{_warnings(entry, words)}"
    )


def _warnings(entry: Entry, words: JobWords) -> str:
    if not entry.warnings:
        return ""
    shown = (in_language(text, words.tag) for text in entry.warnings[:_MOST_WARNINGS])
    items = "".join(f"<li>{escape(text)}</li>" for text in shown)
    summary = escape(words.notes.format(count=len(entry.warnings)))
    return f"<details><summary>{summary}</summary><ul>{items}</ul></details>"
