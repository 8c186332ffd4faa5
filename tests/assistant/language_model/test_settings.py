import pytest

from assistant.language_model.settings import LanguageModelSettings
from index.errors import LibraryError

SOUND = {
    "BUDGET_QA_LLM": "openai",
    "BUDGET_QA_LLM_MODEL": "some-model",
    "BUDGET_QA_LLM_URL": "https://models.example/v1",
    "BUDGET_QA_LLM_KEY": "sk-secret",
}


@pytest.mark.parametrize("environment", [{}, {"BUDGET_QA_LLM": ""}, {"BUDGET_QA_LLM": "off"}])
def test_it_is_off_unless_named(environment):
    assert not LanguageModelSettings.from_environment(environment).on


def test_what_is_named_is_used():
    settings = LanguageModelSettings.from_environment({**SOUND, "BUDGET_QA_LLM_TIMEOUT": "2.5"})
    assert (settings.protocol, settings.model, settings.seconds) == ("openai", "some-model", 2.5)
    assert settings.url == "https://models.example/v1" and settings.key == "sk-secret"


def test_ollama_is_looked_for_on_this_machine():
    named = {"BUDGET_QA_LLM": "ollama", "BUDGET_QA_LLM_MODEL": "qwen3"}
    assert LanguageModelSettings.from_environment(named).url == "http://localhost:11434"


def test_the_key_is_in_no_printed_form():
    settings = LanguageModelSettings.from_environment(SOUND)
    assert "sk-secret" not in f"{settings!r} {settings}"


@pytest.mark.parametrize(
    "name, value",
    [
        ("BUDGET_QA_LLM", "chatgpt"),
        ("BUDGET_QA_LLM_MODEL", " "),
        ("BUDGET_QA_LLM_URL", ""),
        ("BUDGET_QA_LLM_URL", "models.example"),
        ("BUDGET_QA_LLM_URL", "file:///etc/passwd"),
        ("BUDGET_QA_LLM_URL", "http://[broken"),
        ("BUDGET_QA_LLM_URL", "http://user:sk-secret@models.example/v1"),
        ("BUDGET_QA_LLM_TIMEOUT", "0"),
        ("BUDGET_QA_LLM_TIMEOUT", "nan"),
        ("BUDGET_QA_LLM_TIMEOUT", "soon"),
    ],
)
def test_a_wrong_setting_is_named_and_no_key_shown(name, value):
    with pytest.raises(LibraryError) as error:
        LanguageModelSettings.from_environment({**SOUND, name: value})
    assert name in str(error.value) and "sk-secret" not in str(error.value)
