"""Errors of the library; each message says what is wrong and what the user can do."""

from collections.abc import Sequence


class LibraryError(Exception):
    """The library cannot be opened or asked; the message names the cause and the way out."""


class UnknownDocument(LibraryError):
    """A document that is not in the library; ``name`` is as the user gave it, ``near`` the
    names of documents it may have meant."""

    def __init__(self, name: str, near: Sequence[str] = ()):
        self.name = name
        self.near = tuple(near)
        message = f"资料库中没有这份文件 / not in the library: {name}"
        if near:
            message += "\n相近的有 / did you mean:" + "".join(f"\n  {each}" for each in near)
        super().__init__(message)


class UnknownConversation(LibraryError):
    """A conversation, or a turn of one, that the client does not have."""

    def __init__(self, conversation: str):
        super().__init__(f"没有这段对话 / no such conversation: {conversation}")


class VectorIndexError(LibraryError):
    """The vector index cannot be used now; keyword search still can."""


class EmbeddingError(LibraryError):
    """The embedding model cannot be loaded or used; the message names the model."""
