import pytest
from starlette.requests import HTTPConnection

from assistant.page.limits import MEGABYTE, Limits, LimitSettings, OverLimit, _Buckets
from index.errors import LibraryError


class Clock:
    """Time that passes when told."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def user(name="a" * 32, address="203.0.113.9", language="zh", cookie=True):
    headers = [(b"accept-language", language.encode())]
    if cookie:
        headers.append((b"cookie", f"budget-qa-client={name}".encode()))
    return HTTPConnection(
        {
            "type": "http",
            "client": (address, 50000),
            "headers": headers,
            "budget-qa-client": name,
        }
    )


@pytest.fixture
def clock():
    return Clock()


def limits(clock, **settings):
    return Limits(LimitSettings(**settings), clock)


def refusal(check, *arguments):
    with pytest.raises(OverLimit) as caught:
        check(*arguments)
    return caught.value


def test_a_minutes_worth_may_be_asked_at_once_and_then_as_time_passes(clock):
    kept = limits(clock, per_minute=6)
    for _ in range(6):
        kept.check_question(user(), "多少")
    over = refusal(kept.check_question, user(), "多少")
    assert over.status_code == 429 and over.headers["Retry-After"] == "10"
    assert "10 秒" in over.detail
    clock.now += 10
    kept.check_question(user(), "多少")
    refusal(kept.check_question, user(), "多少")


def test_waiting_as_long_as_told_is_enough(clock):
    kept = limits(clock, per_minute=7)
    for _ in range(40):
        try:
            kept.check_question(user(), "多少")
        except OverLimit as over:
            clock.now += over.seconds
            kept.check_question(user(), "多少")


def test_one_user_does_not_use_up_another_s(clock):
    kept = limits(clock, per_minute=1)
    kept.check_question(user("a" * 32), "多少")
    kept.check_question(user("b" * 32), "多少")
    refusal(kept.check_question, user("a" * 32), "多少")


def test_who_takes_a_new_name_each_time_meets_the_limit_of_the_address(clock):
    kept = limits(clock, per_minute=1, per_minute_of_address=3)
    for number in range(3):
        kept.check_question(user(f"{number:032x}"), "多少")
    refusal(kept.check_question, user("f" * 32), "多少")
    refusal(kept.check_question, user(cookie=False), "多少")
    kept.check_question(user("f" * 32, address="203.0.113.10"), "多少")


def test_what_is_refused_is_not_counted(clock):
    kept = limits(clock, per_minute=1, per_minute_of_address=2)
    kept.check_question(user(), "多少")
    for _ in range(5):
        refusal(kept.check_question, user(), "多少")
    kept.check_question(user("b" * 32), "多少")


def test_nothing_is_limited_where_the_setting_is_none(clock):
    kept = limits(clock, per_minute=0, per_minute_of_address=0)
    for _ in range(5000):
        kept.check_question(user(), "多少")


def test_a_long_text_counts_as_many_questions(clock):
    kept = limits(clock, per_minute=10, text=50_000)
    kept.check_text(user(), "长" * 9_000)
    refusal(kept.check_question, user(), "多少")
    clock.now += 60
    # More than a minute's worth passes at last, and is waited for afterwards.
    kept.check_text(user(), "长" * 30_000)
    over = refusal(kept.check_question, user(), "多少")
    assert over.seconds > 60


@pytest.mark.parametrize("language, said", [("zh", "500 个字"), ("en", "500 characters")])
def test_what_is_too_long_is_said_in_the_user_s_language(clock, language, said):
    kept = limits(clock)
    kept.check_question(user(language=language), "长" * 500)
    over = refusal(kept.check_question, user(language=language), "长" * 501)
    assert over.status_code == 413 and said in over.detail and not over.headers


def test_a_text_and_an_upload_have_limits_of_their_own(clock):
    kept = limits(clock, text=100, upload=3 * MEGABYTE)
    kept.check_text(user(), "长" * 100)
    assert refusal(kept.check_text, user(), "长" * 101).status_code == 413
    kept.check_upload(user(), 3 * MEGABYTE)
    assert "3 MB" in refusal(kept.check_upload, user(), 3 * MEGABYTE + 1).detail


def test_the_memory_of_many_users_is_bounded(clock, monkeypatch):
    monkeypatch.setattr("assistant.page.limits._MOST_BUCKETS", 100)
    buckets = _Buckets(10, clock)
    for number in range(1000):
        buckets.take(str(number), 1)
    assert len(buckets._held) == 100


def test_settings_come_from_the_environment():
    told = {
        "BUDGET_QA_MAX_UPLOAD_MB": "5",
        "BUDGET_QA_MAX_QUESTION": "80",
        "BUDGET_QA_MAX_TEXT": "900",
        "BUDGET_QA_QUESTIONS_PER_MINUTE": "0",
        "BUDGET_QA_QUESTIONS_PER_MINUTE_OF_ADDRESS": "7",
    }
    assert LimitSettings.from_environment(told) == LimitSettings(5 * MEGABYTE, 80, 900, 0, 7)
    assert LimitSettings.from_environment({}) == LimitSettings()


@pytest.mark.parametrize("value", ["-1", "many", "1.5", "１０", "99999999999"])
def test_a_setting_that_is_no_number_is_named(value):
    with pytest.raises(LibraryError, match="BUDGET_QA_MAX_TEXT"):
        LimitSettings.from_environment({"BUDGET_QA_MAX_TEXT": value})
