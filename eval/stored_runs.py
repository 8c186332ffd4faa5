"""Runs as ``budget-qa eval --out`` and the reports store them, read back and checked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from eval.reports import FORMAT


class RunError(Exception):
    """A stored run that cannot be used; the message names the file and the cause."""

    def __init__(self, path: Path, cause: str):
        super().__init__(f"{path}: {cause}")


def load_run(path: Path) -> dict:
    """A stored run: its ``.json``, the report beside it, or a folder that holds one run; of
    several systems measured together the first, which is the product.

    Raises RunError.
    """
    if path.is_dir():
        runs = sorted(path.glob("*.json"))
        if len(runs) != 1:
            raise RunError(path, f"holds {len(runs)} runs; name the one to compare")
        path = runs[0]
    elif path.suffix in (".md", ".html"):
        path = path.with_suffix(".json")
    try:
        form = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise RunError(path, error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        raise RunError(path, f"is no JSON: {error}") from error
    if isinstance(form, dict) and isinstance(form.get("systems"), list):
        # The machine is kept once for all systems.
        shared = {"machine": form["machine"]} if "machine" in form else {}
        form = next(iter(form["systems"]), None)
        form = shared | form if isinstance(form, dict) else form
    if not isinstance(form, dict) or form.get("format") != FORMAT:
        raise RunError(path, f"is no run as budget-qa eval --out stores it now (format {FORMAT})")
    missing = {"answers", "question_set", "date", "system", "commit"} - form.keys()
    if missing:
        raise RunError(path, f"lacks {', '.join(sorted(missing))}")
    if not _is_whole(form):
        raise RunError(path, "is damaged: not every question has its outcome")
    return form


def _is_whole(form: Mapping) -> bool:
    """Whether what is compared is there, of the type it is stored with."""
    asked, answers = form["question_set"], form["answers"]
    return (
        all(isinstance(form[key], str) for key in ("date", "system", "commit"))
        and isinstance(asked, dict)
        and all(isinstance(asked.get(key), str) for key in ("name", "sha256"))
        and isinstance(answers, dict)
        and all(
            isinstance(answer, dict)
            and all(isinstance(answer.get(key), str) for key in ("asked", "outcome", "said"))
            and type(answer.get("ms")) in (int, float)
            for answer in answers.values()
        )
    )
