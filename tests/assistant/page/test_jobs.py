"""Adding behind the page: jobs one after the other, cancelled, lost, and cleaned up after."""

import os
import shutil
import signal
import time
import zipfile

import pytest

from assistant.page import jobs as jobs_module
from assistant.page.job import State
from assistant.page.jobs import Jobs, TooManyJobs
from assistant.page.uploads import Upload
from index.library import Library
from index.settings import Settings

TEXT = (
    "# {name}2031年部门预算\n\n## 一、收支总表\n\n单位：万元\n\n"
    "项目\t预算数\n培训费\t1.50\n差旅费\t2.50\n合计\t{total}\n"
)


def publication(name, total="4.00"):
    return TEXT.format(name=name, total=total).encode()


@pytest.fixture
def library(tmp_path):
    with Library(Settings(tmp_path / "home", "none", workers=1)) as library:
        yield library


@pytest.fixture
def jobs(library):
    jobs = Jobs(library)
    yield jobs
    jobs.close()


@pytest.fixture
def upload(jobs):
    """Has files of given content added, as if they had come in."""

    def begin(files, faults=None):
        folder = jobs.folder()
        uploads = []
        for name, data in files.items():
            path = folder / name
            path.write_bytes(data)
            uploads.append(Upload(name, path, len(data)))
        uploads += [Upload(name, folder, 0, fault) for name, fault in (faults or {}).items()]
        return jobs.add(uploads, folder).id

    return begin


def job_of(jobs, job_id):
    return next(job for job in jobs.listed()[1] if job.id == job_id)


def ended(jobs, job_id, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        job = job_of(jobs, job_id)
        if job.ended:
            return job
        time.sleep(0.02)
    raise AssertionError("the job did not end")


def states(job):
    return [(entry.name, str(entry.state)) for entry in job.entries]


def test_files_are_added_and_a_bad_one_is_explained(jobs, upload, library):
    job = ended(
        jobs,
        upload(
            {
                "甲.md": publication("青禾市档案馆", "9.00"),
                "坏.pdf": b"%PDF-1.4 and no more",
                "乙.md": publication("青禾市气象局"),
            },
            {"大.pdf": "太大 / too large"},
        ),
    )
    assert states(job) == [
        ("大.pdf", "failed"),
        ("甲.md", "added"),
        ("坏.pdf", "failed"),
        ("乙.md", "added"),
    ]
    large, first, broken, _ = job.entries
    assert large.error == "太大 / too large" and " / " in broken.error
    assert (first.document.organisation, first.document.year) == ("青禾市档案馆", 2031)
    assert (first.document.tables, first.document.findings) == (1, 1)
    assert [document.name for document in library.documents()] == ["乙.md", "甲.md"]
    assert not list((library.settings.home / "uploads").rglob("*.md"))


def test_files_of_an_archive_stand_under_it(jobs, upload, tmp_path):
    path = tmp_path / "公开.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.md", publication("青禾市档案馆"))
        archive.writestr("b.md", b"")
        archive.writestr("c.exe", b"MZ")
    job = ended(jobs, upload({"公开.zip": path.read_bytes(), "乙.md": publication("青禾市气象局")}))
    assert states(job) == [
        ("公开.zip", "unpacked"),
        ("公开.zip/a.md", "added"),
        ("公开.zip/b.md", "failed"),
        ("乙.md", "added"),
    ]
    (passed,) = job.passed
    assert (passed.path, passed.names) == ("公开.zip", ("c.exe",))


def test_jobs_wait_for_each_other(jobs, upload):
    first = upload({f"{n}.md": publication(f"第{n}局") for n in range(5)})
    second = upload({"乙.md": publication("青禾市气象局")})
    seen = set()
    while not (job := job_of(jobs, second)).ended:
        seen.add((job_of(jobs, first).running, job.running))
        time.sleep(0.005)
    assert (True, True) not in seen
    assert job_of(jobs, first).ended


def test_a_cancelled_job_stops_after_the_file_it_is_at(jobs, upload, library):
    job_id = upload({f"{n}.md": publication(f"第{n}局") for n in range(60)})
    while not job_of(jobs, job_id).count(State.ADDED):
        time.sleep(0.01)
    assert jobs.cancel(job_id)
    job = ended(jobs, job_id)
    done, cancelled = job.count(State.ADDED), job.count(State.CANCELLED)
    assert done and cancelled and done + cancelled == 60
    assert len(library.documents()) == done
    assert not jobs.cancel(job_id)


def test_a_job_that_waits_is_cancelled_whole(jobs, upload, library):
    first = upload({f"{n}.md": publication(f"第{n}局") for n in range(5)})
    second = upload({"乙.md": publication("青禾市气象局")})
    assert jobs.cancel(second)
    ended(jobs, first)
    assert states(ended(jobs, second)) == [("乙.md", "cancelled")]
    assert "乙.md" not in [document.name for document in library.documents()]


def test_after_a_lost_process_the_files_behind_have_their_turn(jobs, upload, library):
    job_id = upload({f"{n:02}.md": publication(f"第{n}局") for n in range(40)})
    while not job_of(jobs, job_id).count(State.ADDED):
        time.sleep(0.01)
    os.kill(jobs._process.pid, signal.SIGKILL)
    job = ended(jobs, job_id)
    assert job.count(State.FAILED) == 1 and job.count(State.ADDED) == 39
    (lost,) = (entry for entry in job.entries if entry.state is State.FAILED)
    assert "killed" in lost.error


def test_a_document_is_read_again_under_its_own_name(jobs, library, tmp_path):
    added = tmp_path / "甲.md"
    added.write_bytes(publication("青禾市档案馆"))
    library.add(added)
    stored = library.document("甲.md")
    folder = jobs.folder()
    path = shutil.copy(added, folder / "0815.md")
    job = ended(jobs, jobs.read_again(stored, path, folder).id)
    assert states(job) == [("甲.md", "replaced")]
    assert not folder.exists()
    assert library.document("甲.md").id != stored.id


def test_no_more_jobs_wait_than_may(jobs, upload, monkeypatch):
    monkeypatch.setattr(jobs_module, "MOST_WAITING", 2)
    many = {f"{n}.md": publication(f"第{n}局") for n in range(20)}
    upload(many)
    upload(many)
    with pytest.raises(TooManyJobs):
        jobs.folder()


def test_jobs_that_ended_are_forgotten_when_asked(jobs, upload):
    ended(jobs, upload({"甲.md": publication("青禾市档案馆")}))
    before, _ = jobs.listed()
    jobs.forget()
    revision, held = jobs.listed()
    assert held == [] and revision > before


def test_what_a_server_that_is_no_more_left_is_deleted_and_what_another_holds_is_not(library):
    held = Jobs(library)
    kept = held.folder() / "甲.md"
    kept.write_bytes(b"x")
    left = library.settings.home / "uploads" / "0123456789abcdef" / "1"
    left.mkdir(parents=True)
    (left / "乙.md").write_bytes(b"x")
    other = Jobs(library)
    assert kept.exists() and not left.parent.exists()
    other.close()
    held.close()
    assert not list((library.settings.home / "uploads").iterdir())
