"""What is being added, as HTML."""

import pytest

from assistant.page.job import Entry, Job, State
from assistant.page.screens.library_jobs import entry_html, head_html, said
from assistant.page.words.library_jobs import job_words
from index.ingest import Progress
from index.records import AddResult
from index.sources import File, PassedOver


@pytest.fixture
def job(tmp_path):
    """A job of three files that nothing has happened to."""
    names = ("甲.pdf", "乙.pdf", "丙.zip")
    job = Job("0" * 16, tuple(File(tmp_path / name, name, name) for name in names))
    for name in names:
        job.expect(1, name, name, 1000)
    return job


def test_a_page_under_way_is_told_in_words_and_as_a_bar(job):
    job.proceed(2, Progress("甲.pdf", "reading", 3, 26))
    html = entry_html(job.entries[0], job_words("zh"))
    assert "第 3 / 26 页" in html and '<progress max="26" value="3">' in html
    job.proceed(3, Progress("甲.pdf", "embedding", 16, 40))
    assert "16 of 40 passages" in entry_html(job.entries[0], job_words("en"))


def test_what_is_said_changes_when_a_file_is_done(job):
    words = job_words("en")
    before = said(job, words)
    job.proceed(2, Progress("甲.pdf", "reading", 3, 26))
    assert said(job, words) == before
    job.finish(3, AddResult("甲.pdf", "甲.pdf", "failed", "坏了 / broken"), None)
    assert said(job, words) == "1 of 3 files done, 1 of them failed."
    assert ">broken</p>" in entry_html(job.entries[0], words)


def test_files_of_an_archive_follow_it_and_close_it(job):
    job.proceed(2, Progress("丙.zip/a.md", "reading"))
    assert [e.name for e in job.entries] == ["甲.pdf", "乙.pdf", "丙.zip", "丙.zip/a.md"]
    assert job.entries[2].state is State.READING
    job.pass_over(3, PassedOver("丙.zip", ("<b>.exe",), 4))
    html = head_html(job, job_words("en"))
    assert "also holds 4 files" in html and "&lt;b&gt;.exe …" in html
    job.end(4, whole=True)
    assert job.entries[2].state is State.UNPACKED


def test_a_job_is_stopped_once_and_says_that_it_stops(job):
    words = job_words("zh")
    job.running = True
    assert f'data-cancel="{job.id}"' in head_html(job, words)
    job.cancelled = True
    assert "data-cancel" not in head_html(job, words) and words.cancelling in head_html(job, words)
    job.end(5, whole=False)
    assert words.was_cancelled in head_html(job, words)
    assert all(entry.state is State.CANCELLED for entry in job.entries)


@pytest.mark.parametrize("language", ("zh", "en"))
@pytest.mark.parametrize("state", State)
def test_every_state_has_words(state, language):
    words = job_words(language)
    assert words.states[state] in entry_html(Entry(1, "甲.pdf", 1, state), words)


def test_hostile_names_and_causes_are_text(hostile):
    words = job_words("zh")
    html = entry_html(Entry(1, hostile, 1, State.FAILED, error=hostile), words)
    plain = entry_html(Entry(1, "x", 1, State.FAILED, error="x"), words)
    assert html.count("<") == plain.count("<") and html.count('"') == plain.count('"')
