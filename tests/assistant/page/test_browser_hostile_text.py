"""Hostile text in a real browser: first without the policy that would stop scripts anyway, which
has a test of its own."""

from assistant.page.app import create_app

PARTS = (
    "conversations",
    "screens/figures",
    "screens/check",
    "screens/library",
    "screens/masthead",
    "chat/welcome",
    "library/documents/1",
    "library/documents/2",
    "library/tables/1",
)


def test_nothing_runs_in_a_browser_that_would_let_it(
    chromium, running, hostile_services, hostile_library
):
    foreign, dialogs, texts = [], [], hostile_library.texts
    with running(create_app(hostile_services)) as address:
        context = chromium.new_context(bypass_csp=True, locale="zh-CN", service_workers="block")
        page = context.new_page()
        page.on(
            "request",
            lambda r: r.url.startswith((address, "data:", "blob:")) or foreign.append(r.url),
        )
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        page.locator(".welcome").wait_for()
        box = page.locator("#question textarea")
        for number, text in enumerate(
            [
                f"{hostile_library.AGENCY}2026年公务接待费是多少",
                *texts[:8],
                *hostile_library.FORMULAS[:2],
            ]
        ):
            box.fill(text)
            page.keyboard.press("Enter")
            page.locator(".turn .answer").nth(number).wait_for()
        page.locator(".turn .citation").first.click()
        page.locator("#evidence-title").wait_for()
        # All else that the server sends, put into the page as its scripts do.
        for part in PARTS:
            shown = page.evaluate(
                """async (part) => {
                    const response = await fetch(part);
                    document.querySelector('#figures .slot').innerHTML = await response.text();
                    return response.status;
                }""",
                part,
            )
            assert shown == 200, part
        for query in [{}, *({"q": text} for text in texts)]:
            page.evaluate(
                """async (query) => {
                    const response = await fetch('figures/search?' + new URLSearchParams(query));
                    for (const part of Object.values(await response.json())) {
                        document.querySelector('#figures .slot').innerHTML = part;
                    }
                }""",
                query,
            )
        page.evaluate(
            """async (text) => {
                const headers = {'Content-Type': 'application/json'};
                const body = JSON.stringify({text});
                const sent = await fetch('check/text', {method: 'POST', headers, body});
                for (const part of Object.values(await sent.json())) {
                    document.querySelector('#check .slot').innerHTML = part;
                }
            }""",
            "\n".join(f"{text}公务接待费0.{n}万元" for n, text in enumerate(texts)),
        )
        page.wait_for_timeout(500)
        hit = page.evaluate("window.hit ?? null")
        elements = page.locator(".turns :is(script, iframe, a[href^='javascript'], base)").count()
        context.close()
    assert (hit, elements, foreign, dialogs) == (None, 0, [], [])


def test_the_browser_itself_stops_what_was_taken_for_markup(visit, all_hostile_texts):
    page = visit()
    page.evaluate(
        """(texts) => {
            for (const text of texts) document.querySelector('#figures .slot').innerHTML += text;
            const script = document.createElement('script');
            script.textContent = 'window.hit = 1';
            document.body.append(script);
        }""",
        [text for text in all_hostile_texts if "example.invalid" not in text],
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit ?? null") is None
