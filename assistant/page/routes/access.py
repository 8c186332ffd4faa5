"""Logging in and out as administrator."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from assistant.page.access import COOKIE, SESSION_SECONDS, TooManyAttempts
from assistant.page.limits import OverLimit
from assistant.page.screens.access import control_html
from assistant.page.services import Services
from assistant.page.session import language_of
from assistant.page.words.access import access_words


class Login(BaseModel):
    """The password as typed."""

    password: str


def router(services: Services) -> APIRouter:
    """``GET access/control``, ``POST access/login`` and ``POST access/logout``."""
    routes = APIRouter(prefix="/access")
    access = services.access

    @routes.get("/control", response_class=HTMLResponse)
    async def control(request: Request) -> str:
        words = access_words(language_of(request))
        return control_html(words, access.has_login, access.is_admin(request))

    @routes.post("/login")
    async def log_in(login: Login, request: Request, response: Response) -> dict:
        """Opens a session, kept in a cookie that no script and no other site can use."""
        words = access_words(language_of(request))
        if not access.has_login:
            raise HTTPException(403, words.no_password)
        try:
            token = await access.log_in(request, login.password)
        except TooManyAttempts as error:
            refusal = OverLimit(429, "", error.seconds)
            refusal.detail = words.wait.format(seconds=refusal.seconds)
            raise refusal from None
        if token is None:
            raise HTTPException(401, words.wrong)
        response.set_cookie(
            COOKIE,
            token,
            max_age=SESSION_SECONDS,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return {"admin": True, "text": words.logged_in}

    @routes.post("/logout")
    async def log_out(request: Request, response: Response) -> dict:
        """Ends the session here and on the server."""
        access.log_out(request)
        response.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return {"admin": False, "text": access_words(language_of(request)).logged_out}

    return routes
