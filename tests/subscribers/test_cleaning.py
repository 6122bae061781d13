from hashlib import sha256

import email_validator.rfc_constants
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.errors import InputError
from digest.subscribers import address_key, clean_address, clean_name, masked
from digest.subscribers.cleaning import RESERVED, ROLES

any_text = st.text() | st.from_regex(r"[^@]{0,9}@[^@]{0,12}", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" Ana.Ruiz+news@Example.ORG\n", "Ana.Ruiz+news@example.org"),
        ("ana@bücher.example", "ana@xn--bcher-kva.example"),
        ("ana@XN--BCHER-KVA.example", "ana@xn--bcher-kva.example"),
        ("=1+1@courier.example", "=1+1@courier.example"),
        ("o'neill@courier.example", "o'neill@courier.example"),
    ],
)
def test_an_address_is_kept_as_it_is_mailed(text: str, address: str) -> None:
    assert clean_address(text) == address


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the address cannot be used: An email address must have an @-sign."),
        ("ana", "the address cannot be used: An email address must have an @-sign."),
        ("ana@localhost", "It should have a period."),
        ("ana@mail.localhost", "special-use or reserved name"),
        ("ana@[127.0.0.1]", "A bracketed IP address"),
        ("Ana <ana@example.org>", "A display name and angle brackets"),
        ('"a b"@example.org', "Quoting the part before the @-sign is not allowed"),
        ("ana@example.org\r\nBcc: all@example.org", "invalid characters"),
        ("a" * 65 + "@example.org", "the address is too long"),
        ("ana@" + "example." * 40 + "org", "the address is too long"),
        ("é" * 33 + "@example.org", "the address is too long"),
    ],
)
def test_an_address_that_cannot_be_mailed_is_refused_in_words_without_it(text: str, reason: str) -> None:
    with pytest.raises(InputError) as told:
        clean_address(text)
    assert reason in str(told.value)
    assert not text or text not in str(told.value)


def test_letters_beyond_ascii_stay_before_the_at_sign_and_are_written_for_dns_after_it() -> None:
    assert clean_address("josé@bücher.example.org") == "josé@xn--bcher-kva.example.org"
    assert clean_address("ana@bücher.example.org") == "ana@xn--bcher-kva.example.org"


@given(any_text)
@example("a@" + "ü" * 60 + ".example")
@example("\udcff@example.org")
@example("a@\udcff.org")
def test_any_text_is_an_address_fit_for_an_envelope_or_refused(text: str) -> None:
    try:
        address = clean_address(text)
    except InputError:
        return
    assert (
        address.rpartition("@")[2].isascii()
        and address.isprintable()
        and " " not in address
        and address.count("@") == 1
    )
    assert clean_address(address) == address


def test_one_key_stands_for_all_ways_to_write_an_address() -> None:
    ways = ("Ana@Bücher.example", "ANA@xn--bcher-kva.example", " ana@BÜCHER.EXAMPLE ")
    digest = sha256(b"ana@xn--bcher-kva.example").digest()
    assert [address_key(clean_address(way)) for way in ways] == [digest] * 3


def test_a_masked_address_shows_one_letter_and_the_domain() -> None:
    assert masked("ana@example.org") == "a…@example.org"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ana\r\nBcc: all@example.org", "the name holds a line break"),
        ("Ana\n", "the name holds a line break"),
        ("Ana\u2028Ruiz", "the name holds a line break"),
        ("Ana\tRuiz", "the name holds a control character"),
        ("Ana\0", "the name holds a control character"),
        ("Ana \u202egro.elpmaxe@", "the name holds a control character"),
        ("A" * 101, "the name is longer than 100 characters"),
    ],
)
def test_a_name_that_could_forge_a_header_is_refused(text: str, reason: str) -> None:
    with pytest.raises(InputError) as told:
        clean_name(text)
    assert str(told.value) == reason


def test_a_name_of_any_script_is_kept() -> None:
    names = ["", "José  Ángel", "ليلى حداد", "می‌خواهم", "港口", 'O\'Neill, "Bob" <b>']
    assert [clean_name(name) for name in names] == [" ".join(name.split()) for name in names]


@given(st.text())
def test_any_text_is_a_name_fit_for_a_header_or_refused(text: str) -> None:
    try:
        name = clean_name(text)
    except InputError:
        return
    assert name.splitlines() in ([], [name]) and len(name) <= 100
    assert clean_name(name) == name


def test_what_the_fast_way_knows_of_the_library_is_what_the_library_says() -> None:
    assert tuple(f".{name}" for name in email_validator.SPECIAL_USE_DOMAIN_NAMES) == RESERVED
    assert frozenset(email_validator.rfc_constants.CASE_INSENSITIVE_MAILBOX_NAMES) == ROLES
