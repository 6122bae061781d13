import hmac
import re
from base64 import urlsafe_b64encode

from hypothesis import example, given
from hypothesis import strategies as st

from digest.subscribers import (
    PLACEHOLDER,
    TOKEN_LENGTH,
    bounce_token,
    bounce_token_matches,
    read_bounce_token,
    read_token,
    token_matches,
    unsubscribe_token,
)

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
newsletters = st.integers(0, 2**32 - 1)
readers = st.integers(0, 2**64 - 1)
keys = st.binary(min_size=16, max_size=16)


def test_a_token_is_version_numbers_and_signature_in_43_letters_that_need_no_escape_in_a_url() -> None:
    signed = bytes([1, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 1, 2])
    signature = hmac.digest(b"k" * 16, b"unsubscribe" + signed, "sha256")[:19]
    assert unsubscribe_token(7, 258, b"k" * 16) == urlsafe_b64encode(signed + signature).decode().rstrip("=")


@given(newsletters, readers, keys)
def test_a_token_gives_its_numbers_back_and_matches_its_key(newsletter: int, reader: int, key: bytes) -> None:
    token = unsubscribe_token(newsletter, reader, key)
    assert len(token) == TOKEN_LENGTH and set(token) <= set(ALPHABET)
    assert read_token(token) == (newsletter, reader)
    assert token_matches(token, key)


@given(newsletters, readers, keys, keys)
def test_a_token_matches_no_other_key(newsletter: int, reader: int, key: bytes, other: bytes) -> None:
    assert token_matches(unsubscribe_token(newsletter, reader, key), other) == (key == other)


def test_a_token_with_any_letter_changed_matches_no_more() -> None:
    token = unsubscribe_token(7, 258, b"k" * 16)
    changed = {token[:at] + letter + token[at + 1 :] for at in range(TOKEN_LENGTH) for letter in ALPHABET}
    assert len(changed) == TOKEN_LENGTH * (len(ALPHABET) - 1) + 1
    assert {it for it in changed if token_matches(it, b"k" * 16)} == {token}


@given(st.text() | st.text(ALPHABET, min_size=TOKEN_LENGTH, max_size=TOKEN_LENGTH), keys)
@example("A" * TOKEN_LENGTH, b"")
@example("AQ" + "é" * 41, b"")
@example("", b"")
def test_what_is_no_token_of_ours_matches_no_key(text: str, key: bytes) -> None:
    assert not token_matches(text, key)


def test_the_placeholder_has_the_form_of_a_token_and_is_none() -> None:
    assert len(PLACEHOLDER) == TOKEN_LENGTH and set(PLACEHOLDER) <= set(ALPHABET)
    assert read_token(PLACEHOLDER) is None


def test_a_bounce_token_says_which_mail_of_whom_and_only_its_key_makes_it() -> None:
    token = bounce_token(12, 34567, b"k" * 16)
    assert re.fullmatch("[a-z2-7]{32}", token)
    assert read_bounce_token(token) == (12, 34567)
    assert bounce_token_matches(token, b"k" * 16)
    assert not bounce_token_matches(token, bytes(16))
    assert not bounce_token_matches(bounce_token(13, 34567, b"k" * 16)[:16] + token[16:], b"k" * 16)
    assert [read_bounce_token(wrong) for wrong in ("", token[:-1], token.upper(), "b" * 32)] == [None] * 4
