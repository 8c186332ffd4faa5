"""What a report of an answer is traced to."""

import subprocess

from assistant.program import commit_of, program_version, running_program


def test_the_commit_is_told_and_whether_files_differ(tmp_path):
    def git(*arguments):
        identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        command = ["git", "-C", str(tmp_path), *identity, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    assert commit_of(tmp_path) == ""
    git("init")
    (tmp_path / "file").write_text("one")
    git("add", "file")
    git("commit", "-m", "first")
    commit = git("rev-parse", "HEAD")
    assert commit_of(tmp_path) == commit
    (tmp_path / "file").write_text("two")
    assert commit_of(tmp_path) == commit + "-dirty"


def test_the_running_program_is_told_with_its_version():
    assert program_version() and running_program().startswith(program_version())
