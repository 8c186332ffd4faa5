"""Two small publications, questions about them, and a stand-in for a language model's server."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

BUDGET = """# 青溪县测绘局2026年部门预算

## 一、2026年一般公共预算支出表
单位：万元

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| --- | --- | --- | --- | --- |
| 2013301 | 行政运行 | 120.50 | 120.50 | |
| 2013302 | 测绘事务 | 88.25 | | 88.25 |
| | 合计 | 208.75 | 120.50 | 88.25 |

## 二、说明

公务接待费减少，主要原因是厉行节约，压缩接待批次。
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Two publications of one department."""
    folder = tmp_path_factory.mktemp("files")
    texts = {"2026": BUDGET, "2025": BUDGET.replace("2026", "2025").replace("8.25", "7.30")}
    paths = []
    for year, text in texts.items():
        paths.append(folder / f"青溪县测绘局{year}年部门预算.md")
        paths[-1].write_text(text, "utf-8")
    return paths


@pytest.fixture(scope="module")
def questions(files, tmp_path_factory):
    """A figure, words and a refusal."""
    answered = {"status": "answered", "documents": [files[0].name]}
    asked = [
        ("figure", "lookup", "青溪县测绘局2026年测绘事务的项目支出是多少")
        + ({**answered, "figures": [{"value": "88.25", "unit": "万元"}]},),
        ("words", "narrative", "青溪县测绘局2026年公务接待费为什么减少")
        + ({**answered, "text": ["厉行节约"]},),
        ("none", "unanswerable", "青溪县测绘局2026年的局长是谁", {"status": "refused"}),
    ]
    path = tmp_path_factory.mktemp("questions") / "set.jsonl"
    forms = [
        {"id": id, "lang": "zh", "kind": kind, "question": text, "expect": expect}
        for id, kind, text, expect in asked
    ]
    lines = (json.dumps(form, ensure_ascii=False) + "\n" for form in forms)
    path.write_text("".join(lines), "utf-8")
    return path


class StandIn:
    """A server that speaks the OpenAI protocol over real HTTP and says what ``says`` says to the
    prompt; ``prompts`` holds what came in."""

    def __init__(self):
        self.says = lambda prompt: "{}"
        self.prompts = []
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
                prompt = "\n".join(str(m["content"]) for m in asked["messages"])
                stand_in.prompts.append(prompt)
                message = {"role": "assistant", "content": stand_in.says(prompt)}
                choice = {"index": 0, "message": message, "finish_reason": "stop"}
                form = {"id": "1", "object": "chat.completion", "created": 1, "model": "stand-in"}
                body = json.dumps(form | {"choices": [choice]}).encode()
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def environment(self):
        """Settings that lead to this server."""
        return {
            "BUDGET_QA_LLM": "openai",
            "BUDGET_QA_LLM_MODEL": "stand-in",
            "BUDGET_QA_LLM_URL": f"http://127.0.0.1:{self._server.server_port}/v1",
            "BUDGET_QA_LLM_KEY": "sk-secret",
        }

    def close(self):
        """Ends the server."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="module")
def server():
    """The stand-in server."""
    stand_in = StandIn()
    yield stand_in
    stand_in.close()
