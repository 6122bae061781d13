"""`digest bounces` from every kind of mailbox, and what becomes of the readers."""

import io
import json
import mailbox
import re
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from commands import Run

from digest.config import load
from digest.desk.returns import TakenBack, take_back
from digest.store import open_store
from digest.subscribers import bounce_token, message_token

HERE = Path(__file__).parent / "deliver" / "bounces"
SEEDS = Path(__file__).parent.parent / "seeds"
BOUNCES = """
[bounces]
address = "bounces@quay.example"
mailbox = "Maildir"
"""


@pytest.fixture
def folder(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsletter with a list, and a Maildir with every mail of ours that came back."""
    monkeypatch.chdir(tmp_path)
    text = (SEEDS / "digest.toml").read_text().replace('to = "reader@courier.example"\n', "")
    text = text.replace("[schedule]", 'unsubscribe_mailto = "leave@quay.example"\n\n[schedule]', 1)
    text = re.sub("(?m)^from = .*", 'from = "The Quay <news@quay.example>"', text)
    (tmp_path / "digest.toml").write_text(text + '\n[web]\npublic_url = "https://quay.example"\n' + BOUNCES)
    readers = ("ana", "cay", "dee", "eve", "fay", "gus", "ivy")
    rows = "\n".join(f"{name}@reader.example" for name in readers) + "\nbo@school.example\n"
    (tmp_path / "list.csv").write_text("address\n" + rows)
    assert run("subscribers", "import", "list.csv").code == 0
    fill(tmp_path)
    return tmp_path


OF = {
    "gmail": "ana", "microsoft365": "bo", "microsoft365_policy": "bo", "postfix3": "cay", "exim4": "dee",
    "exim4_blocked": "dee", "ses": "eve", "complaint": "fay",
}  # fmt: skip


def fill(folder: Path) -> None:
    """Each mail with the token of its reader, and the letter with the word of the host that took it in."""
    box, known = mailbox.Maildir(folder / "Maildir"), keys(folder)
    for path in sorted(HERE.glob("*.eml")):
        raw = path.read_bytes()
        if reader := OF.get(path.stem):
            key, number = next(it for address, it in known.items() if address.startswith(f"{reader}@"))
            raw = raw.replace(b"bounces@quay", f"bounces+{bounce_token(1, number, key)}@quay".encode())
        elif path.stem == "leave":
            raw = b"Authentication-Results: mx.quay.example; spf=pass smtp.mailfrom=ivy@reader.example\n" + raw
        box.add(raw)


DEAD = "5.1.1 550 5.1.1 <…>: Recipient address rejected: User unknown in virtual mailbox table"
STOPPED = {
    "f…@reader.example is never mailed again: complained: abuse report by ExampleHost-Feedback/1.0",
    "d…@reader.example is never mailed again: bounced: 5.0.0 550 No such user here",
    "i…@reader.example has left: a letter that asks to leave",
    "e…@reader.example is never mailed again: bounced: 5.1.1 550 5.1.1 <…>: Recipient address rejected: User unknown"
    " in virtual mailbox table",
}


def test_dead_addresses_and_complaints_are_stopped_and_reading_twice_changes_nothing(folder: Path, run: Run) -> None:
    first = run("bounces")
    lines = first.out.splitlines()
    assert set(lines) > STOPPED and len(lines) == 7
    assert lines[-1] == "12 mails: 1 complaint, 4 hard, 2 policy, 1 soft, 1 unsubscribe."
    assert first.code == 65
    assert first.err.count("digest: refused, and not for the address: ") == 2
    assert "b…@school.example: 5.7.515 550 5.7.515 Access denied" in first.err
    assert run("subscribers", "list").out.count("@") == 2  # cay bounced softly, gus is on holiday
    assert run("bounces") == (0, "0 mails: nothing that came back.\n", "")
    fill(folder)
    assert run("bounces").out == "12 mails: 9 known.\n"


def test_a_mail_is_marked_as_read_only_when_it_was_taken_in(folder: Path, run: Run) -> None:
    run("bounces")
    assert list((folder / "Maildir" / "new").iterdir()) == []
    names = [path.name for path in (folder / "Maildir" / "cur").iterdir()]
    assert len(names) == 12 and all(name.endswith(":2,S") for name in names)


def test_an_mbox_file_and_standard_input_are_read_too(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(mailbox.mbox(folder / "mbox")) as box:
        for name in ("gmail", "exim4"):
            box.add((HERE / f"{name}.eml").read_bytes())
        box.flush()
    assert run("bounces", "mbox").out.splitlines()[-1] == "2 mails: 2 hard."
    raw = b"From MAILER-DAEMON Mon Nov 23 07:02:11 2026\n" + (HERE / "ses.eml").read_bytes()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    piped = json.loads(run("bounces", "-", "--json").out)
    assert piped == {
        "mails": 1,
        "kinds": {"unproven": 1},
        "stopped": [],
        "policy": [],
        "unproven": [["eve@reader.example", DEAD]],
        "asked": [],
    }


def test_a_mailbox_that_is_none_is_told(folder: Path, run: Run) -> None:
    nowhere = run("bounces", "nowhere")
    assert (nowhere.code, "neither a Maildir nor an mbox file" in nowhere.err) == (65, True)
    assert "write it like imaps://" in run("bounces", "pop3://mail.example").err
    assert "write it like imaps://" in run("bounces", "imaps://mail.example:99999/").err
    assert "would send the password in the clear" in run("bounces", "imap://imap.example/INBOX").err
    text = (folder / "digest.toml").read_text().replace('mailbox = "Maildir"\n', "")
    (folder / "digest.toml").write_text(text)
    assert run("bounces").code == 78


@contextmanager
def imap_server(mails: list[bytes], seen: list[str]) -> Iterator[int]:
    """As much of RFC 3501 as one session needs."""

    def serve(server: socket.socket) -> None:
        connection, _ = server.accept()
        with connection, connection.makefile("rwb") as file:
            file.write(b"* OK ready\r\n")
            file.flush()
            for line in file:
                tag, _, command = line.decode().strip().partition(" ")
                seen.append(command)
                if command.startswith("CAPABILITY"):
                    file.write(b"* CAPABILITY IMAP4rev1\r\n")
                elif "SEARCH" in command:
                    file.write(f"* SEARCH {' '.join(str(n + 1) for n in range(len(mails)))}\r\n".encode())
                elif fetched := re.match(r"UID FETCH (\d+)", command):
                    body = mails[int(fetched[1]) - 1]
                    file.write(f"* 1 FETCH (UID {fetched[1]} BODY[]<0> {{{len(body)}}}\r\n".encode() + body + b")\r\n")
                refused = command.startswith("LOGIN") and "s3cret" not in command
                file.write(f"{tag} {'NO wrong' if refused else 'OK done'}\r\n".encode())
                file.flush()

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, args=(server,))
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            thread.join(10)


def test_an_imap_mailbox_is_read_and_each_mail_marked(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOUNCES_PASSWORD", "s3cret")
    login = 'username = "bounces"\npassword_env = "BOUNCES_PASSWORD"\n'
    (folder / "digest.toml").write_text((folder / "digest.toml").read_text() + login)
    said: list[str] = []
    with imap_server([(HERE / "gmail.eml").read_bytes(), (HERE / "reply.eml").read_bytes()], said) as port:
        assert run("bounces", f"imap://127.0.0.1:{port}/Bounces").out.splitlines()[-1] == "2 mails: 1 unproven."
    assert [each for each in said if "STORE" in each] == [
        rf"UID STORE {number} +FLAGS.SILENT (\Seen)" for number in (1, 2)
    ]
    assert 'SELECT "Bounces"' in said
    monkeypatch.setenv("BOUNCES_PASSWORD", "wrong-one")
    with imap_server([], []) as port:
        refused = run("bounces", f"imap://127.0.0.1:{port}/")
    assert (refused.code, "wrong-one" in refused.err) == (78, False)
    assert "the login of bounces is refused" in refused.err
    assert run("bounces", "imap://127.0.0.1:1/").code == 75


def soft(day: int, issue: int, key: bytes, subscriber: int) -> bytes:
    date = datetime(2026, 11, 1, 7, tzinfo=UTC) + timedelta(days=day)
    raw = (HERE / "postfix3.eml").read_text().replace("Mon, 23 Nov 2026 07:02:00 +0000 (UTC)", format_datetime(date))
    token = bounce_token(issue, subscriber, key)
    return raw.replace("bounces@quay.example", f"bounces+{token}@quay.example").encode()


@pytest.mark.parametrize(
    ("days", "stopped"),
    [((0, 7, 14), True), ((0, 7, 13), False), ((0, 14), False), ((0, 7, 7, 14), True), ((0, 1, 61), False)],
)
def test_soft_bounces_stop_an_address_after_three_issues_and_fourteen_days(
    folder: Path, days: tuple[int, ...], stopped: bool
) -> None:
    taken = taken_back(folder, [soft(day, 1 + day, *keys(folder)["cay@reader.example"]) for day in days])
    assert bool(taken.stopped) == stopped
    if stopped:
        (line,) = taken.stopped
        assert line.startswith("c…@reader.example is never mailed again: bounced with 3 issues in 14 days: 5.2.2 552")


def test_three_soft_bounces_of_one_issue_are_one(folder: Path) -> None:
    key = keys(folder)["cay@reader.example"]
    assert taken_back(folder, [soft(day, 1, *key) for day in (0, 7, 14)]).stopped == []


def test_a_token_counts_before_the_address_and_a_forged_one_does_not(folder: Path) -> None:
    ana, cay = (keys(folder)[f"{name}@reader.example"] for name in ("ana", "cay"))
    raw = (HERE / "exim4.eml").read_bytes()  # which names dee

    def to(token: str) -> bytes:
        return raw.replace(b"bounces@quay", f"bounces+{token}@quay".encode())

    assert taken_back(folder, [to(bounce_token(1, ana[1], cay[0]))]).unproven == [
        ("dee@reader.example", "5.0.0 550 No such user here")
    ]
    (line,) = taken_back(folder, [to(bounce_token(1, ana[1], ana[0]))]).stopped
    assert line.startswith("a…@reader.example is never mailed again")


def keys(folder: Path) -> dict[str, tuple[bytes, int]]:
    from sqlalchemy import select

    from digest.store.schema import subscribers

    with closing(open_store(folder / "digest.db")) as store, store.read() as conn:
        rows = conn.execute(select(subscribers.c.address, subscribers.c.token_key, subscribers.c.id))
        return {address: (key, number) for address, key, number in rows}


def taken_back(folder: Path, mails: list[bytes]) -> TakenBack:
    with closing(open_store(folder / "digest.db")) as store:
        return take_back(load(folder / "digest.toml"), store, mails, datetime(2027, 2, 1, tzinfo=UTC))


def test_what_nothing_of_ours_proves_stops_nobody_and_is_told(folder: Path, run: Run) -> None:
    box = mailbox.Maildir(folder / "Forged")
    for name in ("exim4", "complaint", "leave", "postfix3"):
        box.add((HERE / f"{name}.eml").read_bytes())
    forged = run("bounces", "Forged")
    assert (forged.code, forged.out) == (65, "4 mails: 4 unproven.\n")
    assert set(forged.err.splitlines()) == {
        "digest: unproven report about d…@reader.example: not acted on: 5.0.0 550 No such user here",
        "digest: unproven report about f…@reader.example: not acted on: abuse report by ExampleHost-Feedback/1.0",
        "digest: a letter that asks to leave, in the name of i…@reader.example, and nothing proves that it is theirs:"
        " not acted on; if it is, run `digest subscribers remove i…@reader.example` with the whole address",
    }
    assert run("subscribers", "list").out.count("@") == 8


def test_the_message_id_of_our_own_mail_proves_a_report(folder: Path) -> None:
    key, number = keys(folder)["dee@reader.example"]
    raw = (HERE / "exim4.eml").read_bytes()
    ours, other = (message_token(1, number, each) for each in (key, b"k" * 16))
    for token, stopped in ((other, 0), (ours, 1)):
        mail = raw.replace(b"To: dee@", f"Message-ID: <{token}@quay.example>\nTo: dee@".encode())
        assert len(taken_back(folder, [mail]).stopped) == stopped


def reported(folder: Path, name: str, said: str) -> bytes:
    key, number = keys(folder)[f"{name}@reader.example"]
    raw = (HERE / "exim4.eml").read_text().replace("smtp; 550 No such user here", f"smtp; {said}")
    return raw.replace("bounces@quay", f"bounces+{bounce_token(1, number, key)}@quay").encode()


def test_many_of_one_host_in_the_same_words_are_not_about_their_mailboxes(folder: Path) -> None:
    names = ("ana", "cay", "dee", "eve", "fay")  # of the seven there
    many = taken_back(folder, [reported(folder, name, f"550 no such user (ref {name * 3})") for name in names])
    assert (len(many.stopped), many.kinds["hard"]) == (5, 5)  # each in words of its own
    again = taken_back(folder, [reported(folder, name, "550 no such user") for name in ("gus", "ivy")])
    assert again.kinds == {"hard": 2}


def test_a_whole_host_that_knows_nobody_on_one_day_is_told_and_stops_nobody(folder: Path) -> None:
    names = ("ana", "cay", "dee", "eve", "fay")
    many = taken_back(folder, [reported(folder, name, f"550 no such user ({1000 * len(name)})") for name in names])
    assert (many.stopped, len(many.policy), +many.kinds) == ([], 5, {"policy": 5})
    assert taken_back(folder, []).policy == []


def test_a_suppression_that_was_lifted_is_not_made_again_by_what_came_back_before(folder: Path, run: Run) -> None:
    assert len(taken_back(folder, [reported(folder, "dee", "550 no such user")]).stopped) == 1
    run("subscribers", "unsuppress", "dee@reader.example")
    run("subscribers", "add", "dee@reader.example")
    assert taken_back(folder, []).stopped == []


def test_an_empty_mail_is_none(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"")))
    assert run("bounces", "-") == (0, "0 mails: nothing that came back.\n", "")


def test_a_run_reads_the_mailbox_first_and_one_that_cannot_be_read_stops_nothing(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGEST_NOW", "2026-11-29T12:00:00+00:00")  # a Sunday
    (folder / "digest.toml").write_text((folder / "digest.toml").read_text().replace('"Maildir"', '"nowhere"'))
    broken = run("run")
    assert (broken.code, "Nothing is due" in broken.out) == (0, True)
    assert "digest: what came back could not be read: " in broken.err and "neither a Maildir nor an mbox" in broken.err
    (folder / "digest.toml").write_text((folder / "digest.toml").read_text().replace('"nowhere"', '"Maildir"'))
    told = run("run", "--quiet")
    assert (told.code, told.out) == (0, "")
    assert len(told.err.splitlines()) == 2 and "refused, and not for the address: d…@reader.example" in told.err
    assert run("subscribers", "list").out.count("@") == 2
