"""What every command shares: the library it works on, and the two streams it speaks to.

Results go to stdout, messages to stderr.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

if TYPE_CHECKING:
    from index.library import Library
    from index.settings import Settings

_Asked = ParamSpec("_Asked")
EXISTING_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
NEW_FILE = click.Path(path_type=Path, dir_okay=False, writable=True)


def in_a_moment(command: Callable[_Asked, None]) -> Callable[_Asked, None]:
    """A command that ends before it has left much behind: no garbage is collected in it.

    Looking through all that was imported and read, time and again and at the end of the program,
    would take a third of the time in which a question is answered.
    """

    @wraps(command)
    def run(*args: _Asked.args, **kwargs: _Asked.kwargs) -> None:
        was_on = gc.isenabled()
        gc.disable()
        try:
            command(*args, **kwargs)
        finally:
            gc.freeze()
            if was_on:
                gc.enable()

    return run


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
