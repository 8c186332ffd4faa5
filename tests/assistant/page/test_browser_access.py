"""The administrator's login, and where the page sends its requests, in a real browser."""

import pytest
from playwright.sync_api import expect

from assistant.engine import Assistant
from assistant.page.access import Access
from assistant.page.app import create_app
from assistant.page.services import Services
from assistant.passwords import hash_password
from index.conversations import Conversations
from index.library import Library
from index.settings import Settings

PASSWORD = "开门 Sesame"
SCREENS = ("chat", "figures", "check", "library")
PATIENCE = 30_000


@pytest.fixture(scope="module")
def guarded(running, tmp_path_factory, sample_paths):
    """A page over one sample whose administrator has a password."""
    home = tmp_path_factory.mktemp("guarded")
    conversations = Conversations(home / "conversations.sqlite")
    with Library(Settings(home, embedding_model="none")) as library:
        library.add(sample_paths[0])
        with pytest.MonkeyPatch.context() as patch:
            # As little work as possible: the browser waits for it.
            patch.setattr("assistant.passwords._N", 2)
            access = Access(hash_password(PASSWORD))
        services = Services(Assistant(library), library, conversations, access)
        with running(create_app(services)) as address:
            yield address
    conversations.close()


def log_in(page, password):
    page.get_by_label("密码").fill(password)
    page.keyboard.press("Enter")


def uploading(page):
    return page.locator("#library input[type=file]")


def test_login_and_its_refusal_by_keyboard(visit, guarded):
    page = visit(address=guarded, screen="library")
    expect(page.locator("#library .slot > *").first).to_be_visible(timeout=PATIENCE)
    expect(uploading(page)).to_have_count(0)
    page.get_by_role("button", name="管理员登录").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="管理员登录")
    expect(page.get_by_label("密码")).to_be_focused()
    log_in(page, "x")
    expect(dialog.get_by_role("alert")).to_have_text("密码不对，请重试。", timeout=PATIENCE)
    expect(page.get_by_label("密码")).to_be_focused()
    # Who gives up is back where he was, and nothing of what he typed is.
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="管理员登录")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("密码")).to_have_value("")
    log_in(page, PASSWORD)
    expect(dialog).to_have_count(0, timeout=PATIENCE)
    expect(uploading(page).first).to_be_attached(timeout=PATIENCE)
    assert page.evaluate("document.cookie").find("admin") == -1
    page.reload()
    expect(uploading(page).first).to_be_attached(timeout=PATIENCE)
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("button", name="管理员登录")).to_be_focused(timeout=PATIENCE)
    expect(uploading(page)).to_have_count(0, timeout=PATIENCE)


def test_login_speaks_english_and_fits_a_phone(visit, guarded):
    page = visit({"width": 390, "height": 844}, "en-US", guarded)
    page.get_by_role("button", name="Administrator login").click()
    dialog = page.get_by_role("dialog", name="Administrator login")
    box = dialog.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    dialog.get_by_label("Password").fill("x")
    dialog.get_by_role("button", name="Log in").click()
    expect(dialog.get_by_role("alert")).to_contain_text("not the password", timeout=PATIENCE)
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_have_count(0)


def test_every_request_of_every_screen_goes_to_its_own_host(visit, site):
    for locale in ("zh-CN", "en-US"):
        page = visit(locale=locale)
        asked = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        for name in SCREENS[1:]:
            page.evaluate(f"location.hash = '{name}'")
            expect(page.locator(f"#{name} .slot > *").first).to_be_visible(timeout=PATIENCE)
        page.wait_for_timeout(500)
        # ``visit`` judges where they went.
        assert all(any(f"screens/{name}" in url for url in asked) for name in SCREENS[1:])
