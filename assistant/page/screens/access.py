"""The login of an administrator as it stands at the top of the page."""

from __future__ import annotations

from html import escape

from assistant.page.words.access import AccessWords
from assistant.passwords import LONGEST


def control_html(words: AccessWords, has_login: bool, admin: bool) -> str:
    """What stands in the masthead: the way to log in or out; "" where there is no login."""
    if not has_login:
        return ""
    if admin:
        return (
            f'<span class="role">{escape(words.administrator)}</span>'
            f'<button type="button" data-access="logout">{escape(words.log_out)}</button>'
        )
    return (
        f'<button type="button" data-access="open" aria-haspopup="dialog"'
        f' aria-label="{escape(words.log_in)}"><span class="long">{escape(words.log_in)}</span>'
        f'<span class="short">{escape(words.short)}</span></button>{_dialog(words)}'
    )


def _dialog(words: AccessWords) -> str:
    return (
        '<dialog class="access-dialog" aria-labelledby="access-title">'
        f'<form data-access="login" data-offline="{escape(words.no_connection)}">'
        f'<h2 id="access-title">{escape(words.title)}</h2>'
        f'<p id="access-explained">{escape(words.explained)}</p>'
        # Password managers keep a password under a name.
        '<input type="text" name="username" value="admin" autocomplete="username" hidden>'
        f'<label for="access-password">{escape(words.password)}</label>'
        '<input type="password" id="access-password" name="password" required'
        f' maxlength="{LONGEST}" autocomplete="current-password"'
        ' aria-describedby="access-explained access-refused">'
        '<p class="refused" id="access-refused" role="alert"></p>'
        '<div class="actions">'
        f'<button type="button" data-access="close">{escape(words.cancel)}</button>'
        f'<button type="submit" class="primary">{escape(words.submit)}</button>'
        "</div></form></dialog>"
    )
