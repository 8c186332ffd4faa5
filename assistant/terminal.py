"""What every command shares: the library it works on, and the two streams it speaks to.

Results go to stdout, messages to stderr.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from index.library import Library
    from index.settings import Settings

EXISTING_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
NEW_FILE = click.Path(path_type=Path, dir_okay=False, writable=True)


def settings_of(home: Path | None) -> Settings:
    """The settings of the library at ``home``, or else of the one the environment names."""
    from index.settings import Settings

    return Settings.from_environment(os.environ, home)


@contextmanager
def open_library(home: Path | None) -> Iterator[Library]:
    """The library at ``home``; its errors end the command with a message, not a traceback."""
    from index.errors import LibraryError
    from index.library import Library

    try:
        with Library(settings_of(home)) as library:
            yield library
    except (LibraryError, OSError) as error:
        raise click.ClickException(str(error)) from error


def say(message: str) -> None:
    """A message to the user, apart from the results."""
    click.echo(message, err=True)


def print_json(form: dict) -> None:
    """One line of machine-readable output."""
    click.echo(json.dumps(form, ensure_ascii=False))
