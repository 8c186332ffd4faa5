"""Errors of the library; each message says what is wrong and what the user can do."""


class LibraryError(Exception):
    """The library cannot be opened or asked; the message names the cause and the way out."""


class UnknownDocument(LibraryError):
    """A document that is not in the library; ``name`` is as the user gave it."""

    def __init__(self, name: str):
        self.name = name
        super().__init__(f"资料库中没有这份文件 / not in the library: {name}")


class EmbeddingError(LibraryError):
    """The embedding model cannot be loaded or used; the message names the model."""
