"""Sentences as answers: verbatim, cited, and never from contents or glossary."""

from assistant.passages import is_contents, sentences_of


def test_a_sentence_is_quoted_verbatim(answered, library):
    answer = answered("中卫市科技局2026年重点工作有哪些")
    quote = answer.citations[0].quote
    passage = library.passage(answer.citations[0].evidence.passage_id)
    assert quote in passage.text and "六个方面" in quote


def test_contents_are_no_evidence(library):
    ids = [d.id for d in library.documents()]
    contents = [p for p in library.passages_of(ids) if is_contents(p)]
    assert all("目录" in " ".join(p.section) for p in contents)


def test_an_amount_is_never_answered_with_mere_words(refused):
    refused("云泽文数局2026年数字档案馆建设花多少钱")
    refused("青禾县水务局2026年高标准农田多少钱")


def test_sentences():
    text = "第一句。第二句比上年减少1.5万元。\n第三句"
    assert sentences_of(text) == ["第一句。", "第二句比上年减少1.5万元。", "第三句"]
