from assistant.page.words.told import in_language


def test_reader_gets_the_half_in_their_language():
    assert in_language("文件是空的 / the file is empty", "zh-CN") == "文件是空的"
    assert in_language("文件是空的 / the file is empty", "en") == "the file is empty"


def test_what_is_not_told_in_two_halves_stays_whole():
    assert in_language("only one", "zh-CN") == "only one"
    assert in_language("a / b / c", "en") == "a / b / c"
