"""The commands for whoever runs the server: its password, and the tools for other programs."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.commands.terminal import open_library, say

if TYPE_CHECKING:
    from index.library import Library


@click.command()
def password() -> None:
    """生成管理员密码的散列值 · Print the hash of an administrator's password for the settings."""
    from assistant.passwords import hash_password

    if sys.stdin.isatty():
        typed = click.prompt(
            "密码 Password",
            hide_input=True,
            confirmation_prompt="再输一次 Once more",
            err=True,
        )
    else:
        typed = sys.stdin.readline().rstrip("\r\n")
    try:
        click.echo(hash_password(typed))
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    say("设置为 set it as: BUDGET_QA_ADMIN_PASSWORD_HASH")


@click.command()
@click.pass_obj
def mcp(home: Path | None) -> None:
    """供本机的 AI 助手使用（MCP，标准输入输出） · Serve the tools to an AI assistant over stdio."""
    from assistant.interfaces.mcp_server import serve_stdio
    from assistant.interfaces.tools import Tools
    from assistant.making import make_assistant

    with open_library(home) as library:
        # Figures need no model; words are found by meaning too once it is there.
        threading.Thread(target=_warmed, args=(library,), daemon=True).start()
        serve_stdio(Tools(make_assistant(library, os.environ), library))


def _warmed(library: Library) -> None:
    from assistant.warming import warm_up

    try:
        warm_up(library)
    except Exception as error:
        say(f"语义检索不可用 no search by meaning: {error}")


COMMANDS = (password, mcp)
