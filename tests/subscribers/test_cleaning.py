from datetime import UTC, datetime
from hashlib import sha256

import email_validator.rfc_constants
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.errors import InputError
from digest.subscribers import address_key, clean_address, clean_name, masked
from digest.subscribers.cleaning import read_time
from digest.text import addresses
from digest.text.addresses import RESERVED, ROLES

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


labels = st.from_regex(r"[A-Za-z0-9-]{1,8}", fullmatch=True) | st.sampled_from(
    ["xn--bcher-kva", "ab--c", "local", "TEST"]
)
likely = st.builds(
    lambda local, domain: f"{local}@{'.'.join(domain)}",
    st.from_regex(r"[A-Za-z0-9._+=-]{1,12}", fullmatch=True)
    | st.sampled_from(["Info", "POSTMASTER", "a" * 64, "a" * 65]),
    st.lists(labels, min_size=1, max_size=4) | st.just(["a" * 63, "b" * 63, "c" * 63, "example"]),
)


@given(likely | any_text)
@example("Ana@example.org\n")
@example("ana@exam\u212aple.org")
@example("ana@" + "a" * 64 + ".org")
def test_what_is_told_without_the_library_is_what_the_library_tells(text: str) -> None:
    try:
        quick = clean_address(text)
    except InputError as error:
        quick = str(error)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(addresses, "_plain_address", lambda *_: "")
        try:
            thorough = clean_address(text)
        except InputError as error:
            thorough = str(error)
    assert quick == thorough


@pytest.mark.parametrize(
    ("text", "day_first", "moment"),
    [
        ("2018-02-12 17:59:31", True, datetime(2018, 2, 12, 17, 59, 31, tzinfo=UTC)),
        ("2025-08-04 19:40:05 UTC", True, datetime(2025, 8, 4, 19, 40, 5, tzinfo=UTC)),
        ("2025-08-04T19:40:05.123+02:00", True, datetime(2025, 8, 4, 17, 40, 5, 123000, tzinfo=UTC)),
        ("12-04-2022 09:30", True, datetime(2022, 4, 12, 9, 30, tzinfo=UTC)),
        ("31.1.2026", True, datetime(2026, 1, 31, tzinfo=UTC)),
        ("3/4/2026", True, datetime(2026, 4, 3, tzinfo=UTC)),
        ("3/4/2026 1:05 PM", False, datetime(2026, 3, 4, 13, 5, tzinfo=UTC)),
        ("3/31/2026", True, datetime(2026, 3, 31, tzinfo=UTC)),
        ("1700000000", True, datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        ("1700000000000", True, datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        ("Jan 5, 2024", True, datetime(2024, 1, 5, tzinfo=UTC)),
        ("Tuesday", True, None),
        ("31/31/2026", True, None),
        ("0001-01-01T00:00:00+23:00", True, None),
    ],
)
def test_a_time_is_read_in_each_of_its_forms(text: str, day_first: bool, moment: datetime | None) -> None:
    assert read_time(text, day_first=day_first) == moment


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
