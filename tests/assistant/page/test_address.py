import pytest
from starlette.requests import HTTPConnection

from assistant.page.address import address_of, host_name, is_local


def request(peer="127.0.0.1", host="127.0.0.1:7860", **headers):
    given = {"host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
    return HTTPConnection(
        {
            "type": "http",
            "client": None if peer is None else (peer, 50000),
            "headers": [(n.encode(), v.encode()) for n, v in given.items() if v is not None],
        }
    )


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.3.2.1", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("host", ["localhost", "localhost:7860", "127.0.0.1:7860", "[::1]:7860"])
def test_this_machine_is_local(peer, host):
    assert is_local(request(peer, host))


@pytest.mark.parametrize("peer", ["192.168.1.7", "203.0.113.9", "::ffff:10.0.0.1", "fe80::1", None])
def test_others_are_not(peer):
    assert not is_local(request(peer))


@pytest.mark.parametrize(
    "header",
    [
        {"x_forwarded_for": "127.0.0.1"},
        {"x_forwarded_for": "203.0.113.9"},
        {"x_forwarded_host": "localhost"},
        {"x_forwarded_proto": "https"},
        {"forwarded": "for=127.0.0.1"},
        {"x_real_ip": "127.0.0.1"},
        {"via": "1.1 proxy"},
        {"true_client_ip": "127.0.0.1"},
    ],
)
def test_a_proxy_on_this_machine_speaks_for_others(header):
    assert not is_local(request(**header))


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", "localhost.evil", "", None],
)
def test_a_foreign_name_pointed_at_this_machine_is_not_local(host):
    assert not is_local(request(host=host))


def test_two_names_are_none():
    connection = request()
    connection.scope["headers"].append((b"host", b"evil.example"))
    assert not is_local(connection)


def test_an_address_is_counted_as_one_user_has_it():
    assert address_of(request("203.0.113.9")) == "203.0.113.9"
    assert address_of(request("::ffff:203.0.113.9")) == "203.0.113.9"
    one, other = request("2001:db8:1:2::3"), request("2001:db8:1:2:ffff::9")
    assert address_of(one) == address_of(other) != address_of(request("2001:db8:1:3::3"))


def test_names_are_read_without_their_port():
    assert host_name("Example.org:80") == "example.org"
    assert host_name("[::1]:7860") == "[::1]" == host_name("[::1]")
