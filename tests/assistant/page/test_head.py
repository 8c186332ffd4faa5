from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.testclient import TestClient

from assistant.page.head import STATIC, Head


def page(names=("shell.js", "style.css")):
    app = FastAPI()
    app.add_middleware(Head, names=names)

    @app.get("/", response_class=HTMLResponse)
    def root():
        return "<html><head><title>x</title></head><body></head></body></html>"

    @app.get("/other", response_class=HTMLResponse)
    def other():
        return "<head></head>"

    return TestClient(app)


def test_scripts_and_styles_stand_once_in_the_head_of_the_page_only():
    response = page().get("/")
    assert response.text.count('<script type="module" src="own/shell.js"') == 1
    assert response.text.count('<link rel="stylesheet" href="own/style.css"') == 1
    assert response.text.index("own/style.css") < response.text.index("<body>")
    assert int(response.headers["content-length"]) == len(response.content)
    assert page().get("/other").text == "<head></head>"


def test_every_script_and_style_of_the_page_is_there():
    from assistant.page.app import HEAD

    assert set(HEAD) <= {file.name for file in STATIC.iterdir()}
