from assistant.page.routes import shell


def test_masthead_counts_the_library_and_marks_the_language(visitor):
    client = visitor(shell)
    html = client.get("/screens/masthead", headers={"accept-language": "en"}).text
    assert "1 documents, " in html
    assert 'data-language="en" lang="en" aria-pressed="true"' in html
    chosen = client.get("/screens/masthead", headers={"cookie": "language=zh"}).text
    assert 'data-language="zh" lang="zh-CN" aria-pressed="true"' in chosen


def test_masthead_leads_to_every_screen(visitor):
    html = visitor(shell).get("/screens/masthead").text
    for name in ("chat", "figures", "check", "library"):
        assert f'href="#{name}"' in html
