"""Every command and the page use the language model that the settings name."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.cli import main
from assistant.making import make_assistant
from assistant.page.routes import chat
from assistant.page.services import Services
from assistant.page.session import ClientCookie
from index.conversations import Conversations

ROOT = Path(__file__).parents[3]
HARD = "中卫市科技局2026年觥筹交错的花销是多少"


@pytest.fixture
def asking(server, library, form):
    """``asking(*command)``: the output of a command whose settings name the stand-in."""
    server.says = form(organisations=["中卫市科技局"], years=[2026], subject="公务接待费")

    def run(*command):
        arguments = ["--home", str(library.settings.home), *map(str, command)]
        done = CliRunner().invoke(main, arguments, env=server.environment("ollama"))
        assert done.exit_code == 0, done.output
        assert server.requests
        return done.stdout

    return run


def test_ask_uses_it(asking):
    assert json.loads(asking("ask", HARD, "--json"))["figures"][0]["value"] == "0.26"


def test_batch_uses_it(asking, tmp_path):
    questions, answers = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text(json.dumps({"id": 1, "question": HARD}), "utf-8")
    asking("batch", questions, "--out", answers)
    assert json.loads(answers.read_text("utf-8"))["figures"][0]["value"] == "0.26"


def test_eval_uses_it(asking, tmp_path):
    questions = ROOT / "eval/questions/samples.jsonl"
    lines = questions.read_text("utf-8").splitlines()
    sample = next(form for form in map(json.loads, lines) if form.get("answerable", True))
    hard = tmp_path / "hard.jsonl"
    hard.write_text(json.dumps({**sample, "question": HARD, "history": []}), "utf-8")
    asking("eval", hard)


def test_the_page_uses_it_but_not_for_its_welcome(server, library, form, tmp_path):
    server.says = form(organisations=["中卫市科技局"], years=[2026], subject="公务接待费")
    assistant = make_assistant(library, server.environment("openai"))
    conversations = Conversations(tmp_path / "conversations.sqlite")
    app = FastAPI()
    app.add_middleware(ClientCookie)
    app.include_router(chat.router(Services(assistant, library, conversations)))
    client = TestClient(app)
    assert "data-ask" in client.get("/chat/welcome").text
    assert server.requests == []
    assert "0.26" in client.post("/chat/ask", json={"question": HARD}).json()["html"]
    assert server.requests
