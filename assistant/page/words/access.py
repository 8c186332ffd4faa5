"""The words of roles: the login of an administrator, and what is refused without one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AccessWords:
    """What is said about roles, in one language."""

    log_in: str
    short: str
    log_out: str
    title: str
    explained: str
    password: str
    submit: str
    cancel: str
    administrator: str
    logged_in: str
    logged_out: str
    wrong: str
    wait: str
    no_password: str
    local_only: str
    login_needed: str
    foreign: str
    no_connection: str


CHINESE = AccessWords(
    log_in="管理员登录",
    short="管理员",
    log_out="退出登录",
    title="管理员登录",
    explained="提问和查看不需要登录。添加、更正和移除文件需要管理员密码。",
    password="密码",
    submit="登录",
    cancel="取消",
    administrator="管理员",
    logged_in="已以管理员身份登录。",
    logged_out="已退出登录。",
    wrong="密码不对，请重试。",
    wait="登录失败次数过多，请在 {seconds} 秒后再试。",
    no_password="本系统没有设置管理员密码，只能在运行它的机器上管理。",
    local_only="只有在运行本系统的机器上才能这样做。要从别处管理，请由管理员设置密码"
    "（BUDGET_QA_ADMIN_PASSWORD_HASH）。",
    login_needed="这项操作需要管理员登录。",
    foreign="请求来自另一个网站，已拒绝。",
    no_connection="没有连上服务器，请重试。",
)

ENGLISH = AccessWords(
    log_in="Administrator login",
    short="Admin",
    log_out="Log out",
    title="Administrator login",
    explained="Asking and reading need no login. Adding, correcting and removing "
    "documents need the administrator's password.",
    password="Password",
    submit="Log in",
    cancel="Cancel",
    administrator="Administrator",
    logged_in="You are logged in as administrator.",
    logged_out="You are logged out.",
    wrong="That is not the password. Please try again.",
    wait="Too many failed logins. Please try again in {seconds} seconds.",
    no_password="No administrator's password is set here; this system can only be managed on the "
    "machine it runs on.",
    local_only="This can only be done on the machine this system runs on. To manage it from "
    "elsewhere, its administrator has to set a password (BUDGET_QA_ADMIN_PASSWORD_HASH).",
    login_needed="This needs the administrator's login.",
    foreign="The request comes from another web site and was refused.",
    no_connection="The server could not be reached. Please try again.",
)


def access_words(language: str) -> AccessWords:
    """The words in a language, ``zh`` or ``en``."""
    return CHINESE if language == "zh" else ENGLISH
