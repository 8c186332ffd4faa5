"""The routes over a library of one bundled sample, asked without a network."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.engine import Assistant
from assistant.page.services import Services
from assistant.page.session import ClientCookie
from index.conversations import Conversations
from index.library import Library
from index.settings import Settings


@pytest.fixture
def library(tmp_path, sample_paths):
    """A library with the sample of 中卫."""
    with Library(Settings(tmp_path / "library", embedding_model="none")) as library:
        (path,) = (path for path in sample_paths if "中卫" in path.name)
        library.add(path)
        yield library


@pytest.fixture
def services(library, tmp_path):
    """What routes work with, over :func:`library`."""
    conversations = Conversations(tmp_path / "conversations.sqlite")
    yield Services(Assistant(library), library, conversations)
    conversations.close()


@pytest.fixture
def visitor(services):
    """``visitor(*modules, **headers)``: a browser of its own at the routes of some modules."""

    def visit(*modules, **headers):
        app = FastAPI()
        app.add_middleware(ClientCookie)
        for module in modules:
            app.include_router(module.router(services))
        return TestClient(app, headers=headers)

    return visit
