"""Errors a reader raises; each names the file and the cause in words a user can act on."""


class UnreadableContent(ValueError):
    """Content that no publication has, met by a reader that does not know its file's name.

    :func:`corpus.reading.read` turns it into a :class:`ReadError`.
    """


class ReadError(Exception):
    """A file that cannot be read as a publication.

    ``path`` is the file as the user named it, ``cause`` one sentence that says why.
    """

    def __init__(self, path, cause: str):
        self.path = str(path)
        self.cause = cause
        super().__init__(f"{self.path}: {cause}")
