"""What mails that came back say, in the formats of the large hosts; and mails that only look as if they had."""

import json
import os
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from pathlib import Path
from quopri import encodestring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.deliver.returned import OwnAddresses, Returned, date_of, read_returned

HERE = Path(__file__).parent / "bounces"
REAL = Path(os.environ.get("DIGEST_EVAL", Path(__file__).parents[3] / "shared" / "eval")) / "mail" / "bounces"
LEAVE = ("leave@quay.example", "news@quay.example", "bounces@quay.example")
OWN = OwnAddresses("bounces@quay.example", LEAVE, ("news@quay.example",))
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


@pytest.mark.parametrize("name", ["vacation", "reply", "postfix3_delayed"])
def test_answers_of_people_and_of_holiday_programs_and_delays_say_nothing(name: str) -> None:
    assert read_returned(mail(name), OWN) == ()
    assert read_returned(with_token(mail(name)), OWN) == ()


def with_token(raw: bytes) -> bytes:
    return raw.replace(b"bounces@quay.example", f"bounces+{TOKEN}@quay.example".encode())


def test_the_token_says_whose_it_is_and_the_report_why() -> None:
    said = "5.2.2 552 5.2.2 <…>: user is over quota"
    expected = Returned("soft", said, "cay@reader.example", TOKEN, of_ours=True)
    assert read_returned(with_token(mail("postfix3")), OWN) == (expected,)
    changed_case = with_token(mail("postfix3")).replace(TOKEN.encode(), TOKEN.upper().encode())
    assert read_returned(changed_case, OWN)[0].token == TOKEN


def test_a_bounce_that_nobody_can_read_stops_nobody_though_a_token_says_whose_it_is() -> None:
    raw = b"Return-Path: <>\nTo: bounces@quay.example\nSubject: Fehler\n\nDas ging nicht.\n"
    assert read_returned(raw, OWN) == ()
    (returned,) = read_returned(with_token(raw), OWN)
    assert (returned.kind, returned.token) == ("refused", TOKEN)


def test_a_complaint_without_addresses_is_known_by_the_link_in_the_mail_or_by_the_envelope() -> None:
    raw = mail("complaint").replace(b"fay@reader.example", b"redacted@").replace(b"your-own-link", LINK.encode())
    (returned,) = read_returned(raw, OWN)
    assert (returned.kind, returned.link_token, returned.token) == ("complaint", LINK, "")
    assert read_returned(with_token(raw), OWN)[0].token == TOKEN
    assert read_returned(raw.replace(b"Feedback-Type: abuse", b"Feedback-Type: not-spam"), OWN) == ()
    (left,) = read_returned(raw.replace(b"Feedback-Type: abuse", b"Feedback-Type: opt-out"), OWN)
    assert left.kind == "unsubscribe"


def test_a_report_for_an_address_beyond_ascii_is_read_encoded_or_not() -> None:
    blocks = (
        "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: utf-8; jörg@reader.example\nAction: failed\nStatus: 5.1.1\n"
    )
    for encoding, body in (("8bit", blocks.encode()), ("base64", b64encode(blocks.encode())), ("quoted-printable", encodestring(blocks.encode()))):  # fmt: skip
        raw = (
            (
                b"Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nContent-Type: multipart/report; boundary=b\n\n--b\n"
                b"Content-Type: message/global-delivery-status\nContent-Transfer-Encoding: "
                + encoding.encode()
                + b"\n\n"
            )
            + body
            + b"\n--b--\n"
        )
        assert read_returned(raw, OWN) == (Returned("hard", "5.1.1", "jörg@reader.example"),)


def test_the_message_id_of_a_mail_of_ours_says_whose_it_is() -> None:
    raw = mail("ses").replace(b"Subject: The Quay No. 12", f"Message-ID: <{TOKEN}@quay.example>\nSubject: x".encode())
    assert read_returned(raw, OWN)[0].message_tokens == (TOKEN,)


def test_a_letter_that_quotes_or_holds_a_bounce_is_none() -> None:
    letter = b"From: hal@reader.example\nTo: news@quay.example\nSubject: Fwd: help\n"
    assert read_returned(letter + b"\n" + mail("exim4").partition(b"\n\n")[2], OWN) == ()
    attached = b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\n"
    assert read_returned(letter + attached + mail("gmail") + b"\n--x--\n", OWN) == ()


def test_what_is_empty_or_has_no_sender_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    for raw in (b"", b"\n\n", b"Subject: x\n\nyahoo\n", b"Return-Path: <>\nTo: bounces@quay.example\n\n"):
        assert read_returned(raw, OWN) == ()
    assert capfd.readouterr() == ("", "")


VOUCHED = "Authentication-Results: mx.quay.example; dkim=pass header.d=reader.example\n"


@pytest.mark.parametrize("line", [
    "unsubscribe", "Unsubscribe me, please!", "STOP", "Please remove me from your mailing list", "Bitte abmelden",
    "Ich möchte mich abmelden", "Newsletter abbestellen", "désabonner", "Merci de me désinscrire", "baja",
    "Quiero darme de baja", "cancellami", "Gostaria de cancelar a minha subscrição", "afmelden", "Graag uitschrijven",
])  # fmt: skip
@pytest.mark.parametrize("place", ["subject", "body", "html"])
def test_one_unmistakable_line_is_a_wish_to_leave(line: str, place: str) -> None:
    letter = leaving(subject=line) if place == "subject" else leaving(body=line, html=place == "html")
    (returned,) = read_returned(VOUCHED.encode() + letter, OWN)
    assert (returned.kind, returned.address, returned.is_theirs) == ("unsubscribe", "ivy@reader.example", True)


def leaving(subject: str = "Re: The Quay No. 12", body: str = "", *, more: str = "", html: bool = False) -> bytes:
    text = f"<p>{body}</p><p>Ivy</p>" if html else f"{body}\n\nIvy\n> unsubscribe\n"
    kind = "text/html" if html else "text/plain"
    head = f"From: Ivy <ivy@reader.example>\nTo: news@quay.example\nSubject: {subject}\n{more}"
    return f"{head}Content-Type: {kind}; charset=utf-8\n\n{text}".encode()


@pytest.mark.parametrize(
    ("subject", "body", "more"),
    [
        ("Re: The Quay No. 12", "Great issue, thank you!", ""),
        ("Re: The Quay No. 12", "Do not stop!", ""),
        ("How do I unsubscribe?", "I cannot find the link.", ""),
        ("Stop the presses", "What a story.", ""),
        ("Re: The Quay No. 12", "> unsubscribe", ""),
        ("Re: The Quay No. 12", "On Monday The Quay wrote:\n> Unsubscribe", ""),
        ("unsubscribe", "", "Auto-Submitted: auto-replied\n"),
        ("unsubscribe", "", "Auto-Submitted: auto-generated\n"),
        ("unsubscribe", "", "Precedence: bulk\n"),
        ("unsubscribe", "", "X-Vacation: yes\n"),
    ],
)
def test_no_other_letter_and_no_automatic_answer_is_one(subject: str, body: str, more: str) -> None:
    assert read_returned(VOUCHED.encode() + leaving(subject, body, more=more), OWN) == ()


@pytest.mark.parametrize(
    ("said", "authserv_id", "believed"),
    [
        ("mx.quay.example; dmarc=pass header.from=reader.example", "", True),
        ("mx.quay.example 1; spf=pass smtp.mailfrom=ivy@mail.reader.example", "", True),
        ("mx.quay.example; dkim=pass header.i=@reader.example", "MX.quay.example", True),
        ("mx.quay.example; dkim=pass header.d=evil.example", "", False),
        ("mx.quay.example; dkim=pass header.d=example", "", False),
        ("mx.quay.example; dkim=fail header.d=reader.example; spf=pass smtp.mailfrom=evil.example", "", False),
        ("mx.quay.example; spf=pass (dkim=pass header.d=reader.example) smtp.mailfrom=evil.example", "", False),
        ('mx.quay.example; spf=pass smtp.mailfrom="a; dkim=pass header.d=reader.example; b"@evil.example', "", False),
        ("evil.example; dkim=pass header.d=reader.example", "mx.quay.example", False),
    ],
)
def test_a_sender_is_believed_only_where_our_own_host_vouches_for_the_domain(
    said: str, authserv_id: str, believed: bool
) -> None:
    raw = f"Authentication-Results: {said}\n".encode() + leaving("unsubscribe")
    (returned,) = read_returned(raw, replace(OWN, authserv_id=authserv_id))
    assert returned.is_theirs is believed


def test_what_stands_below_the_first_received_line_was_written_by_the_sender_unless_our_host_is_named() -> None:
    below = f"Received: from evil.example by mx.quay.example\n{VOUCHED}".encode() + leaving("unsubscribe")
    assert read_returned(below, OWN)[0].is_theirs is False
    assert read_returned(below, replace(OWN, authserv_id="mx.quay.example"))[0].is_theirs is True
    two = VOUCHED.encode() + b"From: b@reader.example\n" + leaving("unsubscribe")
    assert (read_returned(two, OWN)[0].address, read_returned(two, OWN)[0].is_theirs) == ("", False)


def test_a_wish_to_leave_without_a_sender_names_nobody() -> None:
    raw = b"Return-Path: <ivy@reader.example>\nFrom:\nTo: leave@quay.example\nSubject: unsubscribe\n\n"
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


FROM_PEOPLE = ("simple_36.eml",)  # by all that it says of itself


@pytest.mark.skipif(not REAL.is_dir(), reason="the real bounces are not beside this repository")
def test_real_bounces_name_their_addresses_and_only_dead_mailboxes_are_hard() -> None:
    expected = json.loads((REAL / "expected.json").read_text())
    assert len(expected) == 26
    kinds = Counter[str]()
    for name, wanted in expected.items():
        found = [(it.kind, it.address.lower()) for it in read_returned((REAL / name).read_bytes(), OWN)]
        assert sorted(address for _, address in found) == (wanted["permanent"] if name not in FROM_PEOPLE else []), name
        kinds.update(kind for kind, _ in found)
    assert kinds == {"hard": 10, "refused": 5, "policy": 5, "soft": 2}


SOURCES = [path.read_bytes() for path in sorted(HERE.glob("*.eml"))]


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
