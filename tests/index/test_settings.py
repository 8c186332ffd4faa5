"""Where the library is looked for."""

from datetime import timedelta
from pathlib import Path

import pytest

from index.errors import LibraryError
from index.settings import Settings, usable_cores


def test_the_option_wins_over_the_variable_and_the_variable_over_the_platform(tmp_path):
    environment = {"BUDGET_QA_HOME": str(tmp_path / "variable")}
    by_option = Settings.from_environment(environment, home=tmp_path / "option")
    assert by_option.home == tmp_path / "option"
    assert Settings.from_environment(environment).home == tmp_path / "variable"
    platform = Settings.from_environment({"HOME": str(tmp_path)})
    assert platform.home.is_absolute() and platform.home.name == "budget-qa"


def test_the_database_is_a_file_in_home_unless_set(tmp_path):
    assert Settings(tmp_path).database_url == f"sqlite:///{tmp_path.as_posix()}/library.sqlite"
    url = "sqlite:////elsewhere/budget.sqlite"
    assert Settings.from_environment({"BUDGET_QA_DATABASE": url}, tmp_path).database_url == url


def test_the_bundled_model_is_the_default(tmp_path):
    assert Settings.from_environment({}, tmp_path).embedding_model == "bundled"
    environment = {"BUDGET_QA_EMBEDDING_MODEL": "BAAI/bge-small-zh-v1.5"}
    assert Settings.from_environment(environment, tmp_path).embedding_model.startswith("BAAI/")


def test_a_home_is_absolute_wherever_the_process_goes(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert Settings.from_environment({}, home="data").home == Path(tmp_path, "data").resolve()


def test_reading_uses_every_core_unless_told(tmp_path):
    assert Settings.from_environment({}, tmp_path).workers == usable_cores() >= 1
    assert Settings.from_environment({"BUDGET_QA_WORKERS": "3"}, tmp_path).workers == 3
    for wrong in ("0", "-1", "many"):
        with pytest.raises(LibraryError, match="BUDGET_QA_WORKERS"):
            Settings.from_environment({"BUDGET_QA_WORKERS": wrong}, tmp_path)


def test_conversations_are_kept_unless_told(tmp_path):
    assert Settings.from_environment({}, tmp_path).keep_conversations is None
    named = "BUDGET_QA_KEEP_CONVERSATIONS"
    assert Settings.from_environment({named: "30"}, tmp_path).keep_conversations == timedelta(30)
    for wrong in ("0", "-1", "a month", "1.5", "1000000000000", "³"):
        with pytest.raises(LibraryError, match=named):
            Settings.from_environment({named: wrong}, tmp_path)
    assert Settings(tmp_path).conversations_file.parent == tmp_path
