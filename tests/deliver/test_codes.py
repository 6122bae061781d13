"""One judge of refusals: the wordings of large hosts, each with what it is about."""

import time

import pytest

from digest.deliver.codes import about_the_host, judged, kind_of

NO_MAILBOX = """
550 5.1.1 User unknown
550 No such user here
550 5.1.1 <x@y>: Recipient address rejected: User unknown in virtual mailbox table
550-5.1.1 The email account that you tried to reach does not exist. Please try double-checking the recipient's email address for typos
550 5.2.1 The email account that you tried to reach is disabled.
550 5.5.0 Requested action not taken: mailbox unavailable
550 Requested action not taken: mailbox unavailable
554 30 Sorry, your message to x@yahoo.com cannot be delivered. This mailbox is disabled (554.30).
554 delivery error: dd This user doesn't have a yahoo.com account (x@yahoo.com) [0] - mta1
552 1 Requested mail action aborted, mailbox not found
550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
550 5.4.1 Recipient address rejected: Access denied. AS(201806281)
550 Message was not accepted -- invalid mailbox.  Local mailbox x@mail.ru is unavailable: user not found
550 5.7.1 No such user!
550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR204_416 [416]
550 Mailbox not found. http://service.mail.qq.com/cgi-bin/help
550 User not found: x@163.com
550 Invalid User
550 5.1.1 unknown user
550 RCPT TO:<x@libero.it> User unknown
550 sorry, no mailbox here by that name (#5.1.1 - chkuser)
550 #5.1.0 Address rejected.
550 5.1.1 Not our Customer
550 Unrouteable address
550 5.1.1 <x@y>... User unknown
550 invalid DNS MX or A/AAAA resource record user unknown
550 Empfänger unbekannt
550 Benutzer existiert nicht
550 5.1.1 Utilisateur inconnu
550 Cette adresse n'existe pas
550 El usuario no existe
550 buzón desconocido
550 Utente sconosciuto
550 casella inesistente
550 Usuário desconhecido
550 a conta não existe
550 Gebruiker onbekend
550 mailbox bestaat niet
550 Użytkownik nie istnieje
550 нет такого пользователя
550 Пользователь не найден
550 用户不存在
550 ユーザーが存在しません
550 account inactive
550 x@y Account disabled
5.1.2 550 Host unknown
5.4.4 Host or domain name not found
550 5.1.6 recipient no longer on server
550 5.1.1 recipient no longer works here
550 <x@y> is not a valid mailbox
550 this account has been suspended
550 5.2.1 This account is closed
511 5.1.1 unknown address or alias
550 unknown or illegal alias: x
"""

FOR_NOW = """
552 5.2.2 mailbox full
452 4.2.2 The email account that you tried to reach is over quota
550 5.2.2 over quota
552 Mailbox is full
550 User mailbox exceeds allowed size: quota exceeded
4.4.1 connection timed out
5.4.1 no answer from host
5.4.7 delivery time expired
450 4.2.1 try later
552 Requested mail action aborted: exceeded storage allocation
552 Postfach ist voll
"""

ABOUT_US = """
554 Ip frequency limited
554 DT:SPM 163 smtp5
550 we do not accept mail from hosts with dynamic IP
554 Email rejected due to security policies
550 A URL in this email (x) is listed on https://www.spamhaus.org/
550 Message filtered
550 Sender verify failed
550 5.7.26 unauthenticated mail from x is not accepted
554 1.2.3.4 is on a public RBL
550 192.0.2.1 is listed at bl.spamcop.net
550 Bad HELO
550 UCE rejected
550 5.1.0 sender rejected
550 5.5.0 Message rejected
552 Message size exceeds fixed limit
552 5.3.4 Message size exceeds fixed maximum message size
550 Domain x has exceeded the max emails per hour (100/100 (100%)) allowed. Message discarded.
550 5.4.5 Daily sending limit exceeded
550 5.4.5 Daily user sending quota exceeded
550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered
550 5.7.1 Relaying denied
550 Requested mail action not taken: mailbox unavailable. Reject due to policy restrictions
554-gmx.net (mxgmx010) Nemesis ESMTP Service not available. IP address is block listed.
550 5.7.515 Access denied, sending domain x does not meet the required authentication level.
550 SC-001 (COL004-MC1F1) Unfortunately, messages from 1.2.3.4 weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140)
553 5.7.1 Sender address rejected: not owned by user
550 5.1.8 Sender address rejected: Domain not found
550 5.1.0 <n@us>: Sender address rejected: User unknown in virtual alias table
550 5.1.7 bad sender's system address
550 Domain of sender address does not exist
550 reverse DNS lookup failed for host
550 mail from 1.2.3.4 rejected: administrative prohibition
554 5.7.1 Service unavailable; Client host [1.2.3.4] blocked using zen.spamhaus.org
550 5.7.0 Must issue a STARTTLS command first
421 4.7.0 Too many connections from your IP
550 4.7.0 [TSS04] Messages from 1.2.3.4 temporarily deferred due to unexpected volume or user complaints
550 Your message looks like SPAM or has been reported as SPAM
550 5.6.0 bad header
554 5.7.9 Message not accepted for policy reasons
550 No RDNS entry for 1.2.3.4
550 unauthorized relay
"""

UNSAID = """
554 IP=192.0.2.1 - A problem occurred. (Ask your postmaster for help or to contact tosa@rx.t-online.de to clarify.)
554 transaction failed
550 Administrative prohibition
554 5.3.0 rejected
550 no
554 Refused. You have no reverse ...
550 5.5.0 protocol error
550 Requested action not taken
571 Delivery not authorized, message refused
554 5.5.1 Error: no valid recipients
550 Mail rejected. ofr_506 [506]
550 5.2.0 Mail rejete. Mail rejected. ofr_506
"""


@pytest.mark.parametrize("said", NO_MAILBOX.strip().splitlines())
def test_an_address_is_given_up_for_a_sign_that_its_mailbox_is_not_there(said: str) -> None:
    assert kind_of(said) == "hard"


@pytest.mark.parametrize("said", FOR_NOW.strip().splitlines())
def test_what_may_pass_is_soft(said: str) -> None:
    assert kind_of(said) == "soft"


@pytest.mark.parametrize("said", ABOUT_US.strip().splitlines())
def test_what_is_about_us_or_the_mail_is_no_fault_of_the_address(said: str) -> None:
    assert kind_of(said) == "policy"


@pytest.mark.parametrize("said", UNSAID.strip().splitlines())
def test_a_refusal_that_does_not_say_why_stops_nobody(said: str) -> None:
    assert kind_of(said) in ("refused", "policy")


def test_words_in_the_address_itself_say_nothing() -> None:
    assert kind_of("550 5.1.1 <spam@policy.example>: user unknown") == "hard"
    assert kind_of("554 <unknown.user@no-such-mailbox.example>: transaction failed") == "refused"


def test_many_in_the_same_words_are_about_their_host_unless_it_has_many_more_readers() -> None:
    said = [(f"r{number}@x.example", f"550 no such user (id {number}77)") for number in range(5)]
    other = ("a@y.example", "550 no such user (id 1)")
    assert about_the_host([*said, other], {"x.example": 10, "y.example": 1}.__getitem__) == set(said)
    assert about_the_host([*said, other], {"x.example": 11, "y.example": 1}.__getitem__) == set()
    assert about_the_host(said[:4], {"x.example": 4}.__getitem__) == set()


@pytest.mark.parametrize("part", ["user address ", "no no no user ", "@", "用户 ", "a"])
def test_no_text_takes_long(part: str) -> None:
    began = time.process_time()
    judged(part * 100_000)
    assert time.process_time() - began < 0.5
