from collections import Counter

from assistant.language_model.labels import Labels, offered
from assistant.understanding.content import required_content


def test_labels_are_those_of_the_documents_asked_for(library):
    documents = {d.name: d for d in library.documents()}
    labels = Labels(library).of([documents["青禾县水务局2025年部门预算.md"]])
    assert labels["防汛"] == 3 and "科学技术支出" not in labels


def test_what_shares_words_with_the_question_comes_first():
    labels = Counter({"某处小数": 90, "水利工程建设": 1, "公务接待费": 1, "某项指标": 5})
    found = offered(labels, [required_content("水利工程的钱")], most=3)
    # then what people ask about in other words, then what stands in many places
    assert found == ["水利工程建设", "公务接待费", "某处小数"]


def test_a_label_with_digits_is_not_offered():
    assert offered(Counter({"2025年结转": 9, "办公费": 1}), []) == ["办公费"]
