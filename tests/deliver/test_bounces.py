"""What mails that came back say, in the formats of the large hosts; and mails that only look as if they had."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.deliver.bounces import OwnAddresses, Returned, date_of, read_returned

HERE = Path(__file__).parent / "bounces"
REAL = Path(os.environ.get("DIGEST_EVAL", Path(__file__).parents[3] / "shared" / "eval")) / "mail" / "bounces"
OWN = OwnAddresses("bounces@quay.example", "leave@quay.example")
TOKEN = "aeaaaaadaaaaaaaaa4kbnvo7xsyw3x2q"
LINK = "AQAAAAEAAAAAAAAAB2Zha2VzaWduYXR1cmVmYWtlcw-"


def mail(name: str) -> bytes:
    return (HERE / f"{name}.eml").read_bytes()


@pytest.mark.parametrize(
    ("name", "kind", "address"),
    [
        ("gmail", "hard", "ana@reader.example"),
        ("microsoft365", "hard", "bo@school.example"),
        ("microsoft365_policy", "policy", "bo@school.example"),
        ("postfix3", "soft", "cay@reader.example"),
        ("postfix3_delayed", "soft", "cay@reader.example"),
        ("exim4", "hard", "dee@reader.example"),
        ("exim4_blocked", "policy", "dee@reader.example"),
        ("ses", "hard", "eve@reader.example"),
        ("complaint", "complaint", "fay@reader.example"),
        ("leave", "unsubscribe", "ivy@reader.example"),
    ],
)
def test_a_mail_that_came_back_says_why_and_for_whom(name: str, kind: str, address: str) -> None:
    (returned,) = read_returned(mail(name), OWN)
    assert (returned.kind, returned.address, returned.token) == (kind, address, "")
    assert address not in returned.said


@pytest.mark.parametrize("name", ["vacation", "reply"])
def test_answers_of_people_and_of_holiday_programs_say_nothing(name: str) -> None:
    assert read_returned(mail(name), OWN) == ()
    assert read_returned(with_token(mail(name)), OWN) == ()


def with_token(raw: bytes) -> bytes:
    return raw.replace(b"bounces@quay.example", f"bounces+{TOKEN}@quay.example".encode())


def test_the_token_says_whose_it_is_and_the_report_why() -> None:
    said = "5.2.2 552 5.2.2 <…>: user is over quota"
    assert read_returned(with_token(mail("postfix3")), OWN) == (Returned("soft", said, token=TOKEN),)
    changed_case = with_token(mail("postfix3")).replace(TOKEN.encode(), TOKEN.upper().encode())
    assert read_returned(changed_case, OWN)[0].token == TOKEN


def test_a_bounce_that_nobody_can_read_counts_softly_where_a_token_says_whose_it_is() -> None:
    raw = b"Return-Path: <>\nTo: bounces@quay.example\nSubject: Fehler\n\nDas ging nicht.\n"
    assert read_returned(raw, OWN) == ()
    (returned,) = read_returned(with_token(raw), OWN)
    assert (returned.kind, returned.token) == ("soft", TOKEN)


def test_a_complaint_without_addresses_is_known_by_the_link_in_the_mail_or_by_the_envelope() -> None:
    raw = mail("complaint").replace(b"fay@reader.example", b"redacted@").replace(b"your-own-link", LINK.encode())
    (returned,) = read_returned(raw, OWN)
    assert (returned.kind, returned.link_token, returned.token) == ("complaint", LINK, "")
    assert read_returned(with_token(raw), OWN)[0].token == TOKEN
    assert read_returned(raw.replace(b"Feedback-Type: abuse", b"Feedback-Type: not-spam"), OWN) == ()
    (left,) = read_returned(raw.replace(b"Feedback-Type: abuse", b"Feedback-Type: opt-out"), OWN)
    assert left.kind == "unsubscribe"


def test_a_wish_to_leave_without_a_sender_names_nobody() -> None:
    raw = b"Return-Path: <ivy@reader.example>\nFrom: \nTo: leave@quay.example\nSubject: unsubscribe\n\n"
    (returned,) = read_returned(raw, OWN)
    assert (returned.kind, returned.address) == ("unsubscribe", "")


def test_who_writes_to_leave_is_known_by_the_token_in_the_subject_too() -> None:
    raw = mail("leave").replace(b"Subject: unsubscribe", f"Subject: Re: unsubscribe {LINK}".encode())
    (returned,) = read_returned(raw, OWN)
    assert (returned.address, returned.link_token) == ("ivy@reader.example", LINK)


def test_a_bounce_or_a_holiday_answer_to_the_address_for_leaving_takes_nobody_off() -> None:
    for name in ("gmail", "vacation"):
        found = read_returned(mail(name).replace(b"bounces@quay", b"leave@quay"), OWN)
        assert all(returned.kind != "unsubscribe" for returned in found)


def test_its_date_needs_a_zone() -> None:
    date = date_of(mail("gmail"))
    assert date is not None and date.isoformat() == "2026-11-23T07:02:11+00:00"
    assert date_of(b"Date: yesterday\n\n") is None
    assert date_of(b"Date: Mon, 23 Nov 2026 07:02:11 -0000\n\n") is None
    assert date_of(b"\n") is None


@pytest.mark.skipif(not REAL.is_dir(), reason="the real bounces are not beside this repository")
def test_twenty_six_real_bounces_are_right_in_class_and_address() -> None:
    expected = json.loads((REAL / "expected.json").read_text())
    assert len(expected) == 26
    for name, wanted in expected.items():
        found = [(it.kind, it.address.lower()) for it in read_returned((REAL / name).read_bytes(), OWN)]
        of_kind = {kind: sorted(address for each, address in found if each == kind) for kind in ("hard", "soft")}
        assert of_kind == {"hard": wanted["permanent"], "soft": wanted["temporary"]}, name
        assert len(found) == len(wanted["permanent"]) + len(wanted["temporary"]), name


SOURCES = [path.read_bytes() for path in sorted(HERE.glob("*.eml"))]


@settings(max_examples=150)
@given(st.data())
def test_no_mail_makes_the_reader_fail(data: st.DataObject) -> None:
    raw = bytearray(data.draw(st.sampled_from(SOURCES)))
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(raw)))
        cut = data.draw(st.sampled_from([0, 1, 7, 40, 400]))
        raw[at : at + cut] = data.draw(
            st.binary(max_size=12) | st.sampled_from([b"\n\n", b"\xff\xfe", b"--000000000000f1"])
        )
    for returned in read_returned(bytes(raw), OWN):
        assert len(returned.said) <= 160
    date_of(bytes(raw))
