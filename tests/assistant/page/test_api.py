"""The tools as other programs use them: Gradio's Python client and an MCP client, over loopback."""

import json
import urllib.request

import anyio
import pytest
from gradio_client import Client
from mcp import Client as McpClient

ASKED = "中卫市科技局2026年公务接待费预算是多少"


@pytest.fixture(scope="module")
def client(site):
    client = Client(site, verbose=False)
    yield client
    client.close()


def test_the_python_client_asks_and_follows_up(client):
    answer = client.predict(ASKED, api_name="/ask")
    assert answer["status"] == "answered" and answer["figures"][0]["value"] == "0.26"
    assert answer["citations"][0]["document"] == "中卫市科技局2026年部门预算.md"
    again = client.predict(question="那科学技术支出呢", history=[ASKED], api_name="/ask")
    assert again["figures"][0]["value"] == "3069.68"


def test_the_python_client_finds_lists_and_checks(client):
    found = client.predict(item="公务接待费", year=2026, limit=1, api_name="/find_figure")
    assert len(found["figures"]) == 1 and found["total"] > 1
    assert client.predict(api_name="/list_documents")["held"] == 4
    checked = client.predict("中卫市科技局2026年公务接待费0.27万元。", api_name="/check_text")
    assert checked["contradicted"] == 1


def test_the_python_client_is_told_what_is_wrong(client):
    with pytest.raises(Exception, match="question"):
        client.predict("", api_name="/ask")


def test_a_plain_request_gets_the_answer_at_once(site):
    body = json.dumps({"question": ASKED}).encode()
    sent = urllib.request.Request(
        f"{site}/gradio_api/run/ask", body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(sent) as response:
        (answer,) = json.load(response)["data"]
    assert answer["figures"][0]["value"] == "0.26"


def test_an_mcp_client_uses_the_tools_over_http(site):
    async def talk():
        async with McpClient(f"{site}/mcp") as client:
            names = {tool.name for tool in (await client.list_tools()).tools}
            answer = await client.call_tool("ask", {"question": ASKED})
            refused = await client.call_tool("ask", {"question": "长" * 501})
        return names, answer, refused

    names, answer, refused = anyio.run(talk)
    assert names == {"ask", "find_figure", "list_documents", "check_text"}
    assert answer.structured_content["figures"][0]["value"] == "0.26"
    assert refused.is_error and "500" in refused.content[0].text
