"""Settings -> what a mail of an issue is made with: its sender, the relay, the list's headers, the envelope."""

from collections.abc import Callable
from email.utils import parseaddr
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from digest.config import Settings, password
from digest.deliver import ListHeaders, Mailing, prepare
from digest.deliver.message import mailbox
from digest.errors import ConfigError
from digest.models import Issue
from digest.store.deliveries import Queued, Recipient
from digest.subscribers import PLACEHOLDER, bounce_token, clean_address, message_token, unsubscribe_token

if TYPE_CHECKING:
    from digest.deliver.relay import Relay
    from digest.deliver.transports import Transport


def sample_mail(settings: Settings, issue: Issue) -> bytes:
    """The issue as some reader gets it. Raises ConfigError where the configuration makes no mail."""
    of_list = list_headers(settings, issue)
    _, address = parseaddr(settings.newsletter.to or "reader@example.org")
    return mailing_of(settings, issue, of_list).for_reader(address, PLACEHOLDER)


def sender_of(settings: Settings) -> str:
    if not settings.newsletter.sender:
        raise ConfigError('mail needs a sender: add from = "Name <name@example.org>" to [newsletter]')
    return settings.newsletter.sender


def refuse_unsendable(settings: Settings, issue: Issue) -> None:
    """Raises ConfigError where no mail can be made of an issue for whom it is meant for, whoever is subscribed."""
    sender_of(settings)
    if settings.newsletter.to or issue.unsubscribe:
        return
    again = "" if issue.status == "draft" else f": digest withdraw {issue.number}"
    raise ConfigError(
        f"issue {issue.number} has no way to unsubscribe, which a list needs: set public_url in [web] and run"
        f" `digest serve`, or unsubscribe_url in [newsletter]; then build and approve the issue again{again}"
    )


def mailing_of(settings: Settings, issue: Issue, of_list: ListHeaders | None, mark: str = "") -> Mailing:
    reply_to = settings.newsletter.reply_to or ""
    return prepare(issue, sender=sender_of(settings), reply_to=reply_to, of_list=of_list, mark=mark)


def list_headers(settings: Settings, issue: Issue) -> ListHeaders | None:
    """None for the reader who mails himself."""
    if settings.newsletter.to or not issue.unsubscribe:
        return None
    ours = PLACEHOLDER in issue.unsubscribe
    mailto = settings.newsletter.unsubscribe_mailto
    domain = mailbox(sender_of(settings), "sender")[1].rpartition("@")[2]
    leave = quote(mailbox(mailto, "address for leaving")[1], safe="@!$&'*+=~") if mailto else ""
    return ListHeaders(
        list_id=f"{settings.slug}.{domain}",
        unsubscribe=issue.unsubscribe,
        mailto=f"mailto:{leave}?subject=unsubscribe{'%20' + PLACEHOLDER if ours else ''}" if leave else "",
        one_click=ours or settings.newsletter.unsubscribe_one_click,
        placeholder=PLACEHOLDER if ours else "",
    )


def envelope_of(settings: Settings, mailing: Mailing, issue_id: int) -> Callable[[Recipient], str]:
    """Where a reader's bounces go: the sender's address, or that in [bounces] with a token that says whose they are."""
    table = settings.bounces
    if not table.address:
        return lambda _recipient: mailing.sender_address
    address = clean_address(parseaddr(table.address)[1])
    local, _, domain = address.rpartition("@")
    if not table.token:
        return lambda _recipient: address
    return lambda it: f"{local}+{bounce_token(issue_id, it.subscriber_id, it.token_key)}@{domain}"


def letter_of(mailing: Mailing, queued: Queued, recipient: Recipient) -> bytes:
    """The mail of one reader, with the tokens that tell a click, and what comes back, to be theirs."""
    token = unsubscribe_token(queued.newsletter_id, recipient.subscriber_id, recipient.token_key)
    identity = message_token(queued.issue_id, recipient.subscriber_id, recipient.token_key)
    return mailing.for_reader(recipient.address, token, recipient.name, identity)


def connector(settings: Settings) -> "Callable[[], Transport]":
    """What opens a connection to where mail goes. Raises ConfigError when the password cannot be had."""
    from digest.deliver.folders import open_eml, open_maildir
    from digest.deliver.smtp import open_smtp  # with it comes smtplib, which only who sends needs

    table = settings.delivery
    if table.transport != "smtp":
        open_folder = open_maildir if table.transport == "maildir" else open_eml
        return partial(open_folder, settings.folder / table.path)
    return partial(open_smtp, relay_of(settings))


def relay_of(settings: Settings) -> "Relay":
    """Raises ConfigError when the password cannot be had."""
    from digest.deliver.relay import Relay

    table = settings.delivery
    return Relay(
        host=table.host,
        port=table.port,
        security=table.security,
        username=table.username,
        password=password(table, settings.folder),
        timeout=table.timeout,
        ca_file=settings.folder / table.ca_file if table.ca_file else None,
    )
