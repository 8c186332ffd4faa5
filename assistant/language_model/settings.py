"""Whether a language model helps, which one and where: read from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from index.errors import LibraryError

OFF, OPENAI, OLLAMA = "off", "openai", "ollama"
_OLLAMA_URL = "http://localhost:11434"
_SECONDS = 6.0
_MOST_SECONDS = 120.0


@dataclass(frozen=True)
class LanguageModelSettings:
    """The language model to use.

    ``protocol`` is "off", "openai" (any OpenAI-compatible endpoint) or "ollama"; ``url`` the
    address its protocol starts from, ``seconds`` how long one question may wait for it.
    ``key`` is kept out of every printed form.
    """

    protocol: str = OFF
    model: str = ""
    url: str = ""
    key: str = field(default="", repr=False)
    seconds: float = _SECONDS

    @property
    def on(self) -> bool:
        """Whether a language model is to be used."""
        return self.protocol != OFF

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> LanguageModelSettings:
        """Settings from ``BUDGET_QA_LLM`` and ``BUDGET_QA_LLM_MODEL``, ``…_URL``, ``…_KEY`` and
        ``…_TIMEOUT``.

        Raises LibraryError for an unknown protocol, a missing model or address, an address
        that is not http(s), or a time that is none.
        """
        protocol = environment.get("BUDGET_QA_LLM", "").strip().lower() or OFF
        if protocol not in (OFF, OPENAI, OLLAMA):
            raise LibraryError(
                "BUDGET_QA_LLM 须为 off、openai 或 ollama / must be off, openai or ollama:"
                f" {protocol!r}"
            )
        if protocol == OFF:
            return cls()
        model = environment.get("BUDGET_QA_LLM_MODEL", "").strip()
        if not model:
            raise LibraryError(
                "BUDGET_QA_LLM_MODEL 须给出模型名称 / must name the model to use with"
                f" BUDGET_QA_LLM={protocol}"
            )
        url = environment.get("BUDGET_QA_LLM_URL", "").strip()
        return cls(
            protocol,
            model,
            _checked_url(url or (_OLLAMA_URL if protocol == OLLAMA else "")),
            environment.get("BUDGET_QA_LLM_KEY", "").strip(),
            _seconds(environment.get("BUDGET_QA_LLM_TIMEOUT", "")),
        )


def _checked_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
        sound = sound and (parts.port is None or parts.port > 0)
    except ValueError:
        sound = False
    if not sound:
        # The address is not repeated: it may hold a password.
        raise LibraryError(
            "BUDGET_QA_LLM_URL 须为 http(s) 地址，密钥放在 BUDGET_QA_LLM_KEY / must be an http(s)"
            " address, such as http://localhost:8000/v1, without a key in it (BUDGET_QA_LLM_KEY)"
        )
    return url


def _seconds(text: str) -> float:
    if not text.strip():
        return _SECONDS
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= _MOST_SECONDS:
        raise LibraryError(
            f"BUDGET_QA_LLM_TIMEOUT 须为 0 至 {_MOST_SECONDS:.0f} 之间的秒数 / must be seconds"
            f" above 0 and up to {_MOST_SECONDS:.0f}: {text!r}"
        )
    return seconds
