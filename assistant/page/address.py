"""From where a request comes: the address to count it under, and whether it is this machine."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import HTTPConnection

_LOCAL_NAMES = frozenset(("localhost", "127.0.0.1", "[::1]"))
# What proxies add for the address they speak for; any x-forwarded-… counts too.
_FORWARDING = frozenset(
    (
        "cf-connecting-ip",
        "client-ip",
        "fastly-client-ip",
        "forwarded",
        "true-client-ip",
        "via",
        "x-client-ip",
        "x-cluster-client-ip",
        "x-original-forwarded-for",
        "x-real-ip",
    )
)


def address_of(request: HTTPConnection) -> str:
    """The address a request is counted under: of IPv6 its /64, which one user has as a whole."""
    address = _peer(request)
    if address is None:
        return request.client.host if request.client else ""
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)


def is_local(request: HTTPConnection) -> bool:
    """Whether a request was made on this machine, by someone who meant this machine.

    Its peer is a loopback address, no proxy says that it speaks for another, and the name it
    was made to is this machine's own: a foreign web page can point a name of its own here
    (DNS rebinding), but then that name stands in ``Host``.
    """
    address = _peer(request)
    if address is None or not address.is_loopback:
        return False
    if any(name in _FORWARDING or name.startswith("x-forwarded") for name in request.headers):
        return False
    hosts = request.headers.getlist("host")
    return len(hosts) == 1 and host_name(hosts[0]) in _LOCAL_NAMES


def host_name(host: str) -> str:
    """The name in a ``Host`` header, without its port: ``[::1]`` of ``[::1]:7860``."""
    name, colon, port = host.strip().lower().rpartition(":")
    return name if colon and port.isdecimal() else host.strip().lower()


def _peer(request: HTTPConnection):
    try:
        address = ip_address(request.client.host) if request.client else None
    except ValueError:
        return None
    # ::ffff:127.0.0.1 is an IPv4 client of a socket that takes both.
    return getattr(address, "ipv4_mapped", None) or address
