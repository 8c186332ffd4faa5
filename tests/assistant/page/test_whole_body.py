import asyncio

from assistant.page.whole_body import changing, is_page


def test_an_answer_in_pieces_is_changed_as_a_whole_and_tells_its_length():
    sent = []

    async def send(message):
        sent.append(message)

    def change(headers, body):
        headers["x-changed"] = "yes"
        return body.replace(b"<head>", b"<head>!")

    async def answer():
        hold = changing(send, change)
        length = [(b"content-length", b"12")]
        await hold({"type": "http.response.start", "status": 200, "headers": length})
        for piece, more in ((b"<he", True), (b"ad></he", True), (b"ad>", False)):
            assert not sent
            await hold({"type": "http.response.body", "body": piece, "more_body": more})

    asyncio.run(answer())
    start, body = sent
    assert body["body"] == b"<head>!</head>" and not body.get("more_body")
    assert dict(start["headers"]) == {b"content-length": b"14", b"x-changed": b"yes"}


def test_the_page_is_what_a_browser_reads_at_the_root():
    page = {"type": "http", "path": "/", "method": "GET"}
    assert is_page(page)
    for other in ({"path": "/config"}, {"method": "POST"}, {"type": "lifespan"}):
        assert not is_page({**page, **other})
