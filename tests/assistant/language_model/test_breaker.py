from assistant.language_model.breaker import Breaker


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def broken(clock):
    breaker = Breaker(clock, failures=2, pause=60)
    assert not breaker.failed()
    assert breaker.failed()
    return breaker


def test_failures_in_a_row_end_the_calls_for_a_while():
    clock = Clock()
    breaker = broken(clock)
    clock.now += 59
    assert not breaker.allows()


def test_one_call_tries_again_while_the_others_wait():
    clock = Clock()
    breaker = broken(clock)
    clock.now += 61
    assert [breaker.allows() for _ in range(3)] == [True, False, False]
    breaker.succeeded()
    assert breaker.allows() and breaker.allows()


def test_a_failed_attempt_starts_the_pause_anew():
    clock = Clock()
    breaker = broken(clock)
    clock.now += 61
    assert breaker.allows()
    breaker.failed()
    clock.now += 59
    assert not breaker.allows()


def test_a_success_between_failures_starts_the_count_anew():
    breaker = Breaker(Clock(), failures=2)
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.allows()
