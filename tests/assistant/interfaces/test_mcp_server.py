"""The tools over MCP, used by a real client: in this process, and over standard input and output."""

import os
import sys

import anyio
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters

from assistant.interfaces.mcp_server import make_server
from assistant.interfaces.tools import ToolError, Tools
from index.library import Library
from index.settings import Settings

ASKED = "中卫市科技局2026年公务接待费预算是多少"


def use(server, talk):
    """What ``talk`` gives, done with a client of ``server``."""

    async def run():
        async with Client(server) as client:
            return await talk(client)

    return anyio.run(run)


@pytest.fixture(scope="module")
def tools(assistant, library):
    return Tools(assistant, library)


def test_the_tools_are_typed_and_only_read(tools):
    async def talk(client):
        return (await client.list_tools()).tools

    listed = {tool.name: tool for tool in use(make_server(tools), talk)}
    assert set(listed) == {"ask", "find_figure", "list_documents", "check_text"}
    for tool in listed.values():
        assert tool.annotations.read_only_hint and not tool.annotations.open_world_hint
        assert tool.description and tool.output_schema["type"] == "object"
    assert listed["ask"].input_schema["required"] == ["question"]
    assert "never compute" in listed["ask"].description
    status = listed["ask"].output_schema["properties"]["status"]
    assert set(status["enum"]) == {"answered", "refused", "clarify"}


def test_answers_are_structured_and_the_same_as_text(tools):
    async def talk(client):
        return [
            await client.call_tool("ask", {"question": ASKED}),
            await client.call_tool("ask", {"question": "那科学技术支出呢", "history": [ASKED]}),
            await client.call_tool("find_figure", {"item": "公务接待费", "year": 2026}),
            await client.call_tool("list_documents", {}),
            await client.call_tool("check_text", {"text": f"{ASKED[:14]}0.27万元。"}),
        ]

    first, second, found, listed, checked = use(make_server(tools), talk)
    assert first.structured_content["figures"][0]["value"] == "0.26"
    assert '"value": "0.26"' in first.content[0].text
    assert second.structured_content["figures"][0]["value"] == "3069.68"
    assert found.structured_content["total"] > 0 and listed.structured_content["held"] > 1
    assert checked.structured_content["contradicted"] == 1


def test_a_refused_call_says_why_and_a_failure_tells_nothing_of_the_inside(tools):
    class Broken:
        def ask(self, question, history=None):
            raise ZeroDivisionError("secret")

    Broken.ask.__name__ = "ask"

    async def talk(client):
        return await client.call_tool("ask", {"question": ""})

    refused = use(make_server(tools), talk)
    assert refused.is_error and "question" in refused.content[0].text

    broken = Tools(Broken(), tools.library)

    async def ask(client):
        return await client.call_tool("ask", {"question": ASKED})

    failed = use(make_server(broken), ask)
    assert failed.is_error and "secret" not in failed.content[0].text


def test_a_guard_may_refuse(tools):
    seen = []

    def guard(request, tool, text):
        seen.append((request, tool, text))
        raise ToolError("问得太快了")

    async def talk(client):
        return await client.call_tool("check_text", {"text": "5万元"})

    refused = use(make_server(tools, guard=guard), talk)
    assert refused.is_error and "问得太快了" in refused.content[0].text
    assert seen == [(None, "check_text", "5万元")]


def test_the_command_serves_them_to_the_program_that_started_it(tmp_path):
    with Library(Settings(tmp_path, embedding_model="none")) as library:
        library.add("corpus/samples/中卫市科技局2026年部门预算.md")
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "assistant.cli", "--home", str(tmp_path), "mcp"],
        env={**os.environ, "BUDGET_QA_EMBEDDING_MODEL": "none"},
    )

    async def talk(client):
        names = [tool.name for tool in (await client.list_tools()).tools]
        return names, await client.call_tool("ask", {"question": ASKED})

    names, answer = use(command, talk)
    assert "ask" in names and answer.structured_content["figures"][0]["value"] == "0.26"
