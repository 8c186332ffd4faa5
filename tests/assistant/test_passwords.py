import pytest

from assistant.passwords import LONGEST, PasswordHashError, check_hash, hash_password, is_password

STORED = hash_password("开门 Sesame", salt=b"0123456789abcdef")


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """Hashes made in a test are of little work; ``STORED`` is not."""
    monkeypatch.setattr("assistant.passwords._N", 2)


def test_only_the_password_opens_its_hash():
    assert is_password("开门 Sesame", STORED) and not is_password("开门 sesame", STORED)
    stored = hash_password("开门 Sesame")
    assert is_password("开门 Sesame", stored)
    for other in ("", "开门 sesame", "开门 Sesame ", stored, "x" * (LONGEST + 1)):
        assert not is_password(other, stored)


def test_a_hash_tells_nothing_of_the_password_and_is_new_each_time():
    one, other = hash_password("geheim"), hash_password("geheim")
    assert one != other and "geheim" not in one
    assert is_password("geheim", one) and is_password("geheim", other)


def test_a_hash_stands_in_a_shell_and_a_compose_file_as_it_is():
    assert not set(STORED) & set("$\"'`\\ #!&;")


def test_the_same_characters_typed_on_another_system_are_the_same_password():
    composed, apart = "caf\u00e9", "cafe\u0301"
    assert is_password(apart, hash_password(composed))


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "geheim",
        "scrypt:32768:8:3:abc",
        "scrypt:32768:8:3::",
        "scrypt:0:8:3:" + ":".join(STORED.split(":")[4:]),
        "scrypt:32767:8:3:" + ":".join(STORED.split(":")[4:]),
        "bcrypt:" + STORED.partition(":")[2],
        # More work than a server should be made to do.
        "scrypt:1073741824:8:3:" + ":".join(STORED.split(":")[4:]),
    ],
)
def test_what_is_no_hash_is_refused_without_being_repeated(stored):
    with pytest.raises(PasswordHashError) as refusal:
        check_hash(stored)
    assert not stored or stored not in str(refusal.value)


@pytest.mark.parametrize("password", ["", "x" * (LONGEST + 1)])
def test_an_empty_or_endless_password_is_not_taken(password):
    with pytest.raises(ValueError, match=str(LONGEST)):
        hash_password(password)
