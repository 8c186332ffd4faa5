import socket
import threading

import pytest

from assistant.page import serve
from assistant.page.server import PortTaken
from assistant.page.warmth import Warmth
from index.settings import Settings


def test_taken_port_is_said_with_the_way_out(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"port {port}: .* --port"):
            serve(Settings(tmp_path), "127.0.0.1", port)
    assert not list(tmp_path.iterdir())


def test_address_that_is_not_ours_is_said(tmp_path):
    with pytest.raises(PortTaken, match="203.0.113.1"):
        serve(Settings(tmp_path), "203.0.113.1", 7860)


def test_models_load_beside_the_page():
    release, begun = threading.Event(), threading.Event()

    def load():
        begun.set()
        release.wait(10)

    warmth = Warmth(load)
    assert not warmth.ready
    warmth.start()
    assert begun.wait(10) and not warmth.ready
    release.set()
    wait_until(lambda: warmth.ready)


def test_models_that_cannot_load_end_the_waiting(caplog):
    def load():
        raise OSError("no such model folder")

    warmth = Warmth(load)
    warmth.start()
    wait_until(lambda: warmth.ready)
    assert "no such model folder" in caplog.text


def test_what_visitors_see_is_found_before_the_models_load_and_does_not_hold_them_up():
    done = []

    def find():
        done.append("found")
        raise ValueError("no examples")

    warmth = Warmth(lambda: done.append("loaded"))
    warmth.first(find)
    warmth.start()
    wait_until(lambda: warmth.ready)
    assert done == ["found", "loaded"]


def test_nothing_to_load_is_ready():
    assert Warmth().ready


def wait_until(true, seconds=10.0):
    done = threading.Event()
    for _ in range(int(seconds * 100)):
        if true():
            return
        done.wait(0.01)
    raise AssertionError("still waiting")
