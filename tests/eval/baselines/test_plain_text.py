"""Plain text and its chunks."""

import pytest

from eval.baselines.chunks import cut
from eval.baselines.plain_text import PlainPage, PlainTextError, plain_pages


def test_a_web_page_is_its_words(tmp_path):
    path = tmp_path / "a.html"
    html = "<html><meta charset=gbk><p>水费</p>\n<script>var a</script><p>5</p></html>"
    path.write_bytes(html.encode("gbk"))
    (page,) = plain_pages(path)
    assert page.text.split() == ["水费", "5"]


@pytest.mark.parametrize(("name", "content"), [("a.docx", b"PK"), ("a.pdf", b"no pdf")])
def test_what_has_no_plain_text_is_named(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(PlainTextError, match=name):
        plain_pages(path)


def test_a_chunk_knows_what_stands_before_it():
    text = "".join(f"第{i}项支出安排{i}万元，用于日常工作的开展。\n" for i in range(400))
    pages = [PlainPage("a.pdf", 1, "单位：万元\n"), PlainPage("a.pdf", 2, text)]
    first, second, *others = cut(pages)
    assert (first.page, second.page, first.before) == (1, 2, "")
    assert others and all(chunk.before.startswith("单位：万元") for chunk in (second, *others))
    last = others[-1]
    assert last.text.strip().endswith("第399项支出安排399万元，用于日常工作的开展。")
    assert "第10项支出" in last.before and "第399项支出" not in last.before
