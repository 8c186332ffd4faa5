import pytest

from assistant.answer import Answer, Status
from assistant.page.understood_html import Choices, change_form, choices_for, understood_html
from assistant.page.wording import CHINESE, ENGLISH

MEANT = {"organisation": "甲局", "year": "2026、2025", "kind": "部门预算", "subject": "会议费"}
CHOICES = Choices(("甲局", "乙局"), (2026, 2025), ("部门预算", "部门决算"), ("会议费", "培训费"))


def test_what_was_understood_is_folded_with_a_place_for_its_form():
    answer = Answer("问", Status.ANSWERED, "答", understood=tuple(MEANT.items()))
    html = understood_html(answer, CHINESE)
    assert "<dt>单位</dt>" in html and "甲局" in html and "data-change" in html
    assert understood_html(Answer("问", Status.REFUSED, "无"), CHINESE) == ""


def test_the_form_offers_what_the_library_holds_with_what_was_understood_chosen():
    html = change_form(MEANT, CHOICES, "甲局", CHINESE, "change-3")
    for chosen in ("甲局", "2026", "部门预算"):
        assert f'<option value="{chosen}" selected>' in html
    assert '<option value="乙局">' in html and '<option value="2025">' in html
    assert 'value="会议费"' in html and '<option value="培训费">' in html
    for name in ("organisation", "year", "kind", "item"):
        assert f'<label for="change-3-{name}">' in html and f'id="change-3-{name}"' in html


def test_what_is_not_held_of_another_body_is_not_chosen():
    html = change_form(MEANT | {"year": "2020"}, CHOICES, "甲局", ENGLISH, "x")
    years = html[html.index('name="year"') :].partition("</select>")[0]
    assert '<option value="">any</option>' in years and "selected" not in years


def test_of_very_many_bodies_one_is_typed():
    many = Choices(tuple(f"第{i}局" for i in range(200)), (2026,), ("部门预算",), ())
    html = change_form(MEANT, many, "第7局", CHINESE, "x")
    assert '<input id="x-organisation"' in html and 'value="第7局"' in html
    assert html.count("<select") == 2


def test_choices_are_those_of_the_body_and_year(assistant):
    one = choices_for(assistant, "云泽市文化和数字事务局", 2025)
    assert one.years == (2026, 2025) and set(one.kinds) == {"部门预算", "部门决算"}
    assert {"公务接待费", "差旅费"} <= set(one.items)
    assert "青禾县水务局" in one.organisations
    all_years = choices_for(assistant, "", None)
    assert len(all_years.organisations) == len(one.organisations) and all_years.items == ()
    assert choices_for(assistant, "不存在的局", 1999).years


@pytest.mark.parametrize("words", [CHINESE, ENGLISH])
def test_hostile_names_are_never_markup(hostile, words):
    meant = dict.fromkeys(MEANT, hostile)
    choices = Choices((hostile,), (2026,), (hostile,), (hostile,))
    html = change_form(meant, choices, hostile, words, "x")
    for sign in ("<script", "<img", "<svg", "<iframe", "<style", "<math", "<a ", "<base"):
        assert sign not in html
    assert ' onfocus="' not in html and " onmouseover='" not in html
