"""Where mail comes back to: a Maildir, an mbox file, an IMAP mailbox. What was read is marked, and nothing deleted."""

import imaplib
import mailbox
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from digest.deliver.relay import reply_text
from digest.errors import ConfigError, InputError, TemporaryError
from digest.text.hosts import is_loopback

LONGEST = 1_000_000  # bytes of a mail that are read: a report stands before the mail that it returns
TIMEOUT = 20  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapLogin:
    host: str
    port: int
    mailbox: str
    username: str
    password: str = field(repr=False)
    security: str = "tls"  # "none" on this computer only
    ca_file: Path | None = None


def read_path(path: Path) -> Iterator[bytes]:
    """The mails of a Maildir that nobody has read yet, or all of an mbox file. Raises InputError."""
    try:
        if (path / "new").is_dir() and (path / "cur").is_dir():
            yield from _maildir(path)
        elif path.is_file():
            box = mailbox.mbox(path, create=False)
            for key in box.iterkeys():
                with box.get_file(key) as file:
                    yield file.read(LONGEST)
            box.close()
        else:
            raise InputError(f"{path}: neither a Maildir nor an mbox file: name the folder that holds new and cur")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}): check its permissions") from error


def _maildir(path: Path) -> Iterator[bytes]:
    """A mail is marked as read, by its name, once whoever asked comes back for the next one."""
    waiting = sorted(path.glob("new/*")) + sorted(each for each in path.glob("cur/*") if not _is_seen(each))
    for file in waiting:
        with file.open("rb") as opened:
            yield opened.read(LONGEST)
        name, _, flags = file.name.partition(":2,")
        file.rename(path / "cur" / f"{name}:2,{''.join(sorted({*flags, 'S'}))}")


def _is_seen(file: Path) -> bool:
    return "S" in file.name.rpartition(":2,")[2] and ":2," in file.name


def read_imap(login: ImapLogin) -> Iterator[bytes]:
    """The unread mails, each marked as read once whoever asked comes back for the next one.

    Raises ConfigError for a login or a mailbox that is refused, TemporaryError when there is no connection.
    """
    with _connected(login) as imap:
        if imap.select(_quoted(login.mailbox))[0] != "OK":
            raise ConfigError(f"{login.host}: there is no mailbox {login.mailbox}: mend mailbox under [bounces]")
        found = imap.uid("SEARCH", "UNSEEN")[1][0] or b""
        for number in found.split():
            uid = number.decode("ascii")
            parts = imap.uid("FETCH", uid, f"(BODY.PEEK[]<0.{LONGEST}>)")[1]
            yield next((part[1] for part in parts if isinstance(part, tuple)), b"")
            imap.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)")


@contextmanager
def _connected(login: ImapLogin) -> Iterator[imaplib.IMAP4]:
    if login.security == "none" and not is_loopback(login.host):
        raise ConfigError(f"{login.host}: imap:// would send the password in the clear: write imaps://")
    try:
        context = ssl.create_default_context(cafile=login.ca_file)
        imap: imaplib.IMAP4 = (
            imaplib.IMAP4(login.host, login.port, TIMEOUT)
            if login.security == "none"
            else imaplib.IMAP4_SSL(login.host, login.port, ssl_context=context, timeout=TIMEOUT)
        )
    except (OSError, imaplib.IMAP4.error) as error:
        raise TemporaryError(f"{login.host}:{login.port}: no IMAP connection ({error}): check host and port") from error
    try:
        try:
            imap.login(login.username, login.password)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            said = reply_text(str(error)).replace(login.password, "…")
            raise ConfigError(
                f"{login.host}: the login of {login.username} is refused ({said}): check username and password"
                " under [bounces]"
            ) from error
        yield imap
        imap.logout()
    except (OSError, imaplib.IMAP4.abort) as error:
        raise TemporaryError(f"{login.host}: the IMAP connection was lost ({error}): run the command again") from error
    finally:
        with suppress(OSError):  # closed already
            imap.shutdown()


def _quoted(name: str) -> str:
    escaped = name.replace("\\", r"\\").replace('"', r"\"")
    return f'"{escaped}"'
