"""The evidence panel and the files behind it, over a publication whose every place is known."""

import io

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from PIL import Image

from assistant.engine import Assistant
from assistant.page.routes import chat, evidence, pages
from assistant.page.services import Services
from assistant.page.session import ClientCookie
from assistant.page.wording import CHINESE, ENGLISH
from assistant.page.words.evidence import evidence_words
from index.conversations import Conversations
from index.library import Library
from index.settings import Settings


class Site:
    """A library with the drawn publication and a bundled sample, and visitors of its routes."""

    def __init__(self, folder, *paths):
        self.library = Library(Settings(folder / "library", embedding_model="none"))
        for path in paths:
            assert self.library.add(path).status == "added"
        self._conversations = Conversations(folder / "conversations.sqlite")
        self.services = Services(Assistant(self.library), self.library, self._conversations)

    def visitor(self):
        app = FastAPI()
        app.add_middleware(ClientCookie)
        for module in (chat, evidence, pages):
            app.include_router(module.router(self.services))
        return TestClient(app)

    def close(self):
        self.services.page_images.close()
        self._conversations.close()
        self.library.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory, publication, sample_paths):
    """A site that no test changes."""
    (sample,) = (path for path in sample_paths if "中卫" in path.name)
    made = Site(tmp_path_factory.mktemp("site"), publication.path, sample)
    yield made
    made.close()


@pytest.fixture
def changing(tmp_path, publication):
    """A site of the test's own."""
    made = Site(tmp_path, publication.path)
    yield made
    made.close()


@pytest.fixture
def client(site):
    return site.visitor()


@pytest.fixture
def published(site, publication):
    """The key of the drawn publication."""
    return site.library.document(publication.NAME).id


@pytest.fixture
def sample(site, published):
    """The key of the sample, a text without pages."""
    return next(document.id for document in site.library.documents() if document.id != published)


def asked(client, question):
    """The address of the first source of an answer."""
    answer = client.post("/chat/ask", json={"question": question, "conversation": ""}).json()
    assert answer["sources"], answer
    return f"/evidence/turn/{answer['conversation']}/{answer['turn']}/c0"


def reception(publication):
    return f"{publication.ORGANISATION}2026年公务接待费是多少？"


def figure_id(library, publication, printed, page):
    return next(
        figure.id
        for figure in library.figures(publication.NAME)
        if figure.printed == printed and figure.page == page and figure.table_id
    )


def test_answer_opens_on_its_page_with_the_cell_marked(client, published, publication):
    html = client.get(asked(client, reception(publication))).text
    assert "第 2 页，共 6 页" in html
    assert f'src="pages/{published}/2?width=1600"' in html
    assert html.count('class="page-mark figure"') == 1
    assert 'class="sheet opened"' in html


def test_document_without_pages_opens_as_its_table(client):
    html = client.get(asked(client, "中卫市科技局2026年科学技术支出预算是多少？")).text
    assert 'class="figure' in html and "page-paper" not in html
    assert "download>下载原文件" in html


def test_sources_of_others_and_unknown_ones_are_not_shown(client, site, publication):
    address = asked(client, reception(publication))
    assert CHINESE.expired in site.visitor().get(address).text
    assert CHINESE.expired in client.get(address.replace("/c0", "/c99")).text
    assert (
        ENGLISH.expired
        in client.get("/evidence/turn/none/0/c0", headers={"accept-language": "en"}).text
    )


def test_replaced_document_is_said_to_be_gone_and_can_be_asked_again(changing, publication):
    client, library = changing.visitor(), changing.library
    address = asked(client, reception(publication))
    library.correct_profile(publication.NAME, region="云泽市")
    html = client.get(address).text
    assert CHINESE.gone in html and evidence_words("zh-CN").same_name in html
    assert f'data-ask="{reception(publication)}"' in html
    library.remove(publication.NAME)
    html = client.get(address).text
    assert CHINESE.gone in html and "data-ask" not in html


def test_figure_of_the_library_is_opened_by_its_key(client, site, publication):
    key = figure_id(site.library, publication, "34.56", publication.SIDEWAYS_PAGE)
    html = client.get(f"/evidence/figure/{key}").text
    assert "第 3 页，共 6 页" in html and 'class="page-mark figure"' in html
    assert "差旅费" in html
    assert CHINESE.gone in client.get("/evidence/figure/999999").text


def test_document_whose_file_is_lost_still_shows_its_table(changing, publication):
    client, library = changing.visitor(), changing.library
    key = figure_id(library, publication, "34.56", publication.SIDEWAYS_PAGE)
    document = library.document(publication.NAME)
    library.original(document.id).path.unlink()
    html = client.get(f"/evidence/figure/{key}").text
    assert evidence_words("zh-CN").no_original in html and 'class="figure' in html
    assert client.get(f"/originals/{document.id}").status_code == 404
    assert client.get(f"/pages/{document.id}/2").status_code == 404


def test_page_is_an_image_that_may_be_kept(client, published):
    answer = client.get(f"/pages/{published}/3")
    assert answer.headers["content-type"] == "image/webp"
    assert "immutable" in answer.headers["cache-control"]
    assert "sandbox" in answer.headers["content-security-policy"]
    picture = Image.open(io.BytesIO(answer.content))
    assert picture.size[0] == 1600 and picture.size[0] > picture.size[1]
    large = Image.open(io.BytesIO(client.get(f"/pages/{published}/3?width=2800").content))
    assert large.size[0] == 2800


def test_pages_that_are_not_there(client, published, sample):
    assert client.get(f"/pages/{published}/7").status_code == 404
    assert client.get(f"/pages/{published}/0").status_code == 404
    assert client.get(f"/pages/{published}/2?width=9000").status_code == 422
    assert client.get("/pages/9999/1").status_code == 404
    assert client.get(f"/pages/{sample}/1").status_code == 404


def test_pdf_is_shown_by_the_browser_and_text_is_downloaded(client, published, sample, publication):
    answer = client.get(f"/originals/{published}")
    assert answer.content == publication.path.read_bytes()
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("inline; filename*=")
    assert answer.headers["x-content-type-options"] == "nosniff"
    answer = client.get(f"/originals/{sample}")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert client.get("/originals/9999").status_code == 404


def test_web_page_is_never_served_as_one(changing, tmp_path):
    client, library = changing.visitor(), changing.library
    path = tmp_path / '网页"\r\n.html'
    path.write_text(
        "<html><body><script>window.hit=1</script><h1>某局2026年部门预算</h1>"
        "<table><tr><td>项目</td><td>预算数</td></tr><tr><td>公务接待费</td><td>1</td></tr></table>",
        "utf-8",
    )
    assert library.add(path).status == "added"
    (document,) = (d for d in library.documents() if d.name.endswith(".html"))
    answer = client.get(f"/originals/{document.id}")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert "\n" not in answer.headers["content-disposition"]
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.content == path.read_bytes()
