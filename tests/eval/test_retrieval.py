from eval.question_sets import Expectation, Question, Status
from eval.retrieval import Found, measure


def asked(id, *text, kind="narrative", documents=("甲.md",), history=()):
    expect = Expectation(Status.ANSWERED, text=text, documents=documents)
    return Question(id, "zh", kind, f"问题{id}", expect, history)


def search(question):
    return [
        Found("乙.md", "公车改革 完成"),
        Found("甲.md", "别的话"),
        Found("甲.md", "因公车改革，经费减少。"),
    ]


def test_the_rank_is_of_the_first_passage_with_the_words_in_the_document():
    found = measure(search, [asked("a", "公车改革"), asked("b", "别的"), asked("c", "没有的话")])
    assert found.ranks == (("a", 3), ("b", 2), ("c", None))
    assert [found.recall(k) for k in (1, 2, 3)] == [0.0, 1 / 3, 2 / 3]
    assert found.mean_reciprocal_rank == (1 / 3 + 1 / 2) / 3


def test_only_questions_with_words_to_find_are_measured():
    left_out = [
        asked("figure", kind="lookup"),
        asked("number", "5", kind="lookup"),
        asked("follow", "公车", history=("先问的",)),
        asked("nowhere", "公车", documents=()),
    ]
    assert measure(search, left_out).ranks == ()
