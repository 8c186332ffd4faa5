"""Whole sections as answers."""


def test_duties(answered):
    answer = answered("云泽文数局2026年主要职能是什么")
    assert "公共文化云平台" in answer.text
    assert answer.citations[0].section.endswith("主要职能")


def test_units(answered):
    answer = answered("云泽文数局2026年下属有哪几个单位")
    assert "云泽市数字文化馆" in answer.text


def test_the_words_are_the_documents_own(answered, library):
    answer = answered("青禾县水务局2026年主要职能是什么")
    passage = library.passage(answer.citations[0].evidence.passage_id)
    assert passage.text in answer.text


def test_a_section_that_is_missing_is_not_replaced(refused):
    refused("青禾县水务局2025年主要职能是什么")
