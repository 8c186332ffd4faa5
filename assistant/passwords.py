"""Passwords kept as hashes: what is stored tells whether a password is right, not what it is.

A hash is one string, ``scrypt:n:r:p:salt:key`` with salt and key in base64url, so that it can
stand in one environment variable: it holds no character that a shell or a compose file reads
otherwise.  The costs are those OWASP names for scrypt (Password Storage Cheat Sheet, 32 MB).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import unicodedata
from binascii import Error as NotBase64

LONGEST = 1024
_N, _R, _P = 2**15, 8, 3
_SALT_BYTES, _KEY_BYTES = 16, 32
# A hash from elsewhere may ask for more work than ours, but not for all of the memory.
_MOST_WORK = 2**20 * 8 * 4


class PasswordHashError(ValueError):
    """A text that is no password hash of this program."""


def hash_password(password: str, salt: bytes | None = None) -> str:
    """The hash to store for a password; ``salt`` is random unless given.

    Raises ValueError for an empty password and for one of more than ``LONGEST`` characters.
    """
    if not password or len(password) > LONGEST:
        raise ValueError(f"密码须为 1 至 {LONGEST} 个字符 / 1 to {LONGEST} characters are needed")
    salt = secrets.token_bytes(_SALT_BYTES) if salt is None else salt
    key = _key(password, salt, _N, _R, _P, _KEY_BYTES)
    return ":".join(["scrypt", str(_N), str(_R), str(_P), _text(salt), _text(key)])


def is_password(password: str, stored: str) -> bool:
    """Whether a password is the one of a stored hash, in a time that does not tell how near.

    Raises PasswordHashError if ``stored`` is no such hash.
    """
    n, r, p, salt, key = _parts(stored)
    if len(password) > LONGEST:
        return False
    return hmac.compare_digest(_key(password, salt, n, r, p, len(key)), key)


def check_hash(stored: str) -> str:
    """The same hash.  Raises PasswordHashError, which does not repeat it, if it is none."""
    _parts(stored)
    return stored


def _parts(stored: str) -> tuple[int, int, int, bytes, bytes]:
    try:
        name, n, r, p, salt, key = stored.strip().split(":")
        numbers = int(n), int(r), int(p)
        raw = base64.urlsafe_b64decode(salt), base64.urlsafe_b64decode(key)
    except (ValueError, NotBase64):
        raise PasswordHashError("not a password hash") from None
    power_of_two = numbers[0] > 1 and numbers[0] & (numbers[0] - 1) == 0
    sound = name == "scrypt" and power_of_two and min(numbers) > 0 and min(map(len, raw)) >= 8
    if not sound or numbers[0] * numbers[1] * numbers[2] > _MOST_WORK:
        raise PasswordHashError("not a password hash")
    return *numbers, *raw


def _key(password: str, salt: bytes, n: int, r: int, p: int, length: int) -> bytes:
    # The same password typed on another system may be composed of other characters.
    secret = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(
        secret, salt=salt, n=n, r=r, p=p, dklen=length, maxmem=128 * r * (n + p + 2) + 2**20
    )


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode()
