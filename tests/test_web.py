"""What readers and machines meet on the web, over real HTTP."""

import logging
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import lxml.html
import pytest
from served import NOW, Served, served
from sqlalchemy import select, update

from digest.cli import main
from digest.models import Issue, Look, Rendition
from digest.store import open_store, schema
from digest.subscribers import PLACEHOLDER, subscribe, unsubscribe_token

SEEDS = Path(__file__).parent.parent / "seeds"
ONE_CLICK = b"List-Unsubscribe=One-Click"
MULTIPART = b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
MISSING = "The link may not be whole. If it is from a mail, open it from there again."


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def page(self) -> lxml.html.HtmlElement:
        return lxml.html.document_fromstring(self.body)

    @property
    def words(self) -> list[str]:
        """Status, heading and text of a page."""
        return [str(self.status), *(each.text_content() for each in self.page.xpath("//h1 | //main//p"))]


class NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def ask(url: str, method: str = "GET", body: bytes | None = None, kind: str = "application/x-www-form-urlencoded"):
    request = Request(url, body, {"Content-Type": kind} if body is not None else {}, method=method)
    try:
        with build_opener(NoRedirects).open(request, timeout=10) as found:
            return Answer(found.status, dict(found.headers), found.read())
    except HTTPError as error:
        with error:
            return Answer(error.code, dict(error.headers), error.read())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, handmade: Issue) -> Iterator[Served]:
    """Issues 1 to 5: sent, draft, sending, approved, withdrawn."""
    with served(tmp_path_factory.mktemp("site")) as site:
        for status in ("sent", "draft", "sending", "approved", "withdrawn"):
            site.put(handmade, status)
        yield site


@pytest.fixture
def token(site: Served) -> str:
    """That of a reader of this test's own."""
    return site.token(f"{token_hex(8)}@example.org")


def test_the_first_page_lists_what_was_sent_newest_first(site: Served) -> None:
    page = ask(f"{site.url}/").page
    items = [
        (item.xpath(".//a/@href"), [line.text_content() for line in item.xpath("h2 | p")])
        for item in page.xpath("//li")
    ]
    assert items == [
        (["./issues/3"], ["Council approves the harbour tram", "Wednesday, November 25, 2026 · No. 3"]),
        (["./issues/1"], ["Council approves the harbour tram", "Monday, November 23, 2026 · No. 1"]),
    ]
    assert page.xpath("//title/text()") == ["The Quay & Morning"]


def test_an_issue_that_was_sent_is_served_as_it_was_sent(site: Served, handmade: Issue) -> None:
    found = [ask(f"{site.url}/issues/{number}") for number in (1, 3)]
    assert [(each.status, each.body.decode()) for each in found] == [(200, handmade.renditions[0].body)] * 2


@pytest.mark.parametrize("number", ["2", "4", "5", "6", "0", "01", "-1", "1.0", "x", "٣", "9" * 30, "1/", "%00"])
def test_an_issue_that_was_not_sent_is_not_there(site: Served, number: str) -> None:
    found = ask(f"{site.url}/issues/{quote(number, safe='%/')}")
    assert found.words == ["404", "There is nothing here", MISSING]


def test_a_readers_link_shows_one_button_and_no_address(site: Served) -> None:
    found = ask(f"{site.url}/u/{site.token('ana.ruiz@example.org')}")
    assert found.words == [
        "200",
        "Unsubscribe from The Quay & Morning",
        "You will get no further issues. Nothing changes until you press the button.",
    ]
    form = found.page.forms[0]
    assert (form.method, form.action, form.fields.keys()) == ("POST", None, [])
    assert found.page.xpath("//button/text()") == ["Unsubscribe from The Quay & Morning"]
    assert not re.search(rb"ana|ruiz|@", found.body)


def test_the_link_in_a_copy_belongs_to_nobody(site: Served) -> None:
    before = site.dump()
    found = ask(f"{site.url}/u/{PLACEHOLDER}")
    assert found.words == [
        "200",
        "This is a copy of the issue",
        "Your own link is in your own mail, at its foot.",
    ]
    assert found.page.forms == []
    assert ask(f"{site.url}/u/{PLACEHOLDER}", "POST", ONE_CLICK).status == 404
    assert site.dump() == before


@pytest.mark.parametrize(
    ("body", "kind", "how"),
    [
        (ONE_CLICK, "application/x-www-form-urlencoded", "one-click"),
        (MULTIPART, "multipart/form-data; boundary=x", "one-click"),
        (b"", "application/x-www-form-urlencoded", "unsubscribe page"),
        (b"\xff\x00" * 9, "application/json", "unsubscribe page"),
    ],
)
def test_a_post_unsubscribes_and_a_second_one_changes_nothing(
    site: Served, token: str, body: bytes, kind: str, how: str
) -> None:
    said = [
        "200",
        "You are unsubscribed from The Quay & Morning",
        "You will get no further issues. One that is on its way already may still arrive.",
    ]
    assert site.ending(token) == (None, None)
    assert ask(f"{site.url}/u/{token}", "POST", body, kind).words == said
    ended_at, ended_how = site.ending(token)
    assert ended_at > NOW.replace(year=2020)
    assert ended_how == how
    assert ask(f"{site.url}/u/{token}", "POST", b"", kind).words == said
    assert ask(f"{site.url}/u/{token}").words == said
    assert site.ending(token) == (ended_at, how)


def test_only_the_reader_who_asked_is_unsubscribed(site: Served, token: str) -> None:
    other = site.token("other@example.org")
    ask(f"{site.url}/u/{token}", "POST", ONE_CLICK)
    assert site.ending(other) == (None, None)
    assert ask(f"{site.url}/u/{other}").page.forms != []


def test_who_subscribes_again_may_leave_again_by_the_old_link(site: Served) -> None:
    token = site.token("again@example.org")
    ask(f"{site.url}/u/{token}", "POST", ONE_CLICK)
    assert site.token("again@example.org") == token
    assert site.ending(token) == (None, None)
    ask(f"{site.url}/u/{token}", "POST", b"")
    assert site.ending(token)[1] == "unsubscribe page"


def forged(token: str) -> list[str]:
    raw = urlsafe_b64decode(f"{token}=")
    made = (
        raw[:-1] + bytes([raw[-1] ^ 1]),
        raw[:12] + bytes([raw[12] ^ 1]) + raw[13:],
        raw[:1] + b"\xff" * 12 + raw[13:],
        b"\x02" + raw[1:],
        bytes(32),
    )
    return [
        *(urlsafe_b64encode(each).decode().rstrip("=") for each in made),
        unsubscribe_token(1, 10**6, b"k" * 16),
        token[:-1],
        token[:20],
        f"{token}x",
        f"{token}%0A",
        f"{token}/",
        "%00",
        "%F0%9F%8C%8A",
        "..%2F" + token,
        "x" * 5000,
    ]


def test_forged_and_broken_tokens_are_not_there_and_change_nothing(site: Served, token: str) -> None:
    wrong = [*forged(token), site.token("b@example.org", "another-newsletter")]
    before = site.dump()
    for method in ("GET", "HEAD", "POST"):
        answers = [ask(f"{site.url}/u/{each}", method, ONE_CLICK if method == "POST" else None) for each in wrong]
        assert [answer.status for answer in answers] == [404] * len(wrong)
    assert ask(f"{site.url}/u/{wrong[0]}").words == ["404", "There is nothing here", MISSING]
    assert site.dump() == before


def test_a_new_key_revokes_the_old_link(site: Served, token: str) -> None:
    with site.store.write() as conn:
        subscriber = int.from_bytes(urlsafe_b64decode(f"{token}=")[5:13], "big")
        of_reader = schema.subscribers.c.id == subscriber
        conn.execute(update(schema.subscribers).where(of_reader).values(token_key=b"another key 1234"))
    assert [ask(f"{site.url}/u/{token}", method).status for method in ("GET", "POST")] == [404, 404]


def links_of(site: Served, token: str, handmade: Issue) -> list[str]:
    """Every link of a reader's mail, of the first page, and of what is behind them that is ours."""
    mail = handmade.renditions[0].body.replace(PLACEHOLDER, token)
    ours = lxml.html.document_fromstring(mail).xpath("//a[contains(@href, '/u/')]/@href")
    first = ask(f"{site.url}/").page.xpath("//@href[not(starts-with(., 'data:'))]")
    found = [*(urlsplit(url).path for url in ours), *first, f"/u/{PLACEHOLDER}", "/nothing"]
    return list(dict.fromkeys(urljoin(f"{site.url}/", link) for link in found))


def test_following_every_link_leaves_the_database_as_it_was(site: Served, token: str, handmade: Issue) -> None:
    before, links = site.dump(), links_of(site, token, handmade)
    assert [urlsplit(link).path for link in links] == [
        f"/u/{token}", "/style.css", "/", "/issues/3", "/issues/1", f"/u/{PLACEHOLDER}", "/nothing",
    ]  # fmt: skip
    for link in links:
        for method in ("GET", "HEAD"):
            ask(link, method)
            ask(f"{link}?List-Unsubscribe=One-Click", method)
    assert site.dump() == before


def test_a_scanner_that_comes_a_hundred_times_unsubscribes_nobody(site: Served, token: str) -> None:
    before = site.dump()
    assert {ask(f"{site.url}/u/{token}", method).status for method in ("HEAD", "GET") for _ in range(50)} == {200}
    assert site.dump() == before
    assert site.ending(token) == (None, None)


def test_head_answers_as_get_without_a_body(site: Served, token: str, handmade: Issue) -> None:
    for link in links_of(site, token, handmade):
        get, head = ask(link), ask(link, "HEAD")
        assert head.body == b""
        assert {**head.headers, "date": ""} == {**get.headers, "date": ""}
        assert head.status == get.status


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(site: Served, token: str, method: str) -> None:
    found = [ask(f"{site.url}{path}", method) for path in ("/", "/issues/1", "/style.css", f"/u/{token}")]
    assert [each.status for each in found] == [405] * 4
    assert set(found[0].headers["allow"].split(", ")) == {"GET", "HEAD"}
    assert ask(f"{site.url}/issues/1", "POST", b"").status == 405


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/u", "/u/", "/issues", "/issues/", "/digest.db"])
def test_there_is_nothing_else(site: Served, path: str) -> None:
    assert ask(f"{site.url}{path}").words == ["404", "There is nothing here", MISSING]


def test_every_answer_carries_the_headers_that_keep_a_reader_safe(site: Served, token: str) -> None:
    page = (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    issue = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox"
    )
    public, private = ("public, max-age=300", None), ("no-store", "noindex")
    expected = {
        ("GET", "/"): (200, "text/html; charset=utf-8", page, *public),
        ("GET", "/style.css"): (200, "text/css; charset=utf-8", page, *public),
        ("GET", "/issues/1"): (200, "text/html; charset=utf-8", issue, *public),
        ("GET", "/issues/2"): (404, "text/html; charset=utf-8", page, *private),
        ("GET", f"/u/{PLACEHOLDER}"): (200, "text/html; charset=utf-8", page, *private),
        ("GET", f"/u/{token}"): (200, "text/html; charset=utf-8", page, *private),
        ("GET", "/u/x"): (404, "text/html; charset=utf-8", page, *private),
        ("PUT", f"/u/{token}"): (405, "text/html; charset=utf-8", page, *private),
        ("POST", f"/u/{token}"): (200, "text/html; charset=utf-8", page, *private),
        ("GET", "/nothing"): (404, "text/html; charset=utf-8", page, *private),
    }
    found = {(method, path): ask(site.url + path, method) for method, path in expected}
    names = "content-type", "content-security-policy", "cache-control", "x-robots-tag"
    assert {key: (it.status, *map(it.headers.get, names)) for key, it in found.items()} == expected
    assert {it.headers["referrer-policy"] for it in found.values()} == {"no-referrer"}
    assert {it.headers["x-content-type-options"] for it in found.values()} == {"nosniff"}
    assert [it.headers for it in found.values() if "set-cookie" in it.headers] == []


def test_a_post_is_answered_from_its_first_bytes_however_long_it_is(site: Served, token: str) -> None:
    host, port = site.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as client:
        client.sendall(f"POST /u/{token} HTTP/1.1\r\nHost: x\r\nContent-Length: {10**12}\r\n\r\n".encode())
        client.sendall(ONE_CLICK + b" " * 4096)
        assert client.recv(12) == b"HTTP/1.1 200"
    assert site.ending(token)[1] == "one-click"


def test_a_post_that_breaks_off_changes_nothing_and_is_no_fault_of_ours(
    site: Served, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    host, port = site.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as client:
        client.sendall(f"POST /u/{token} HTTP/1.1\r\nHost: x\r\nContent-Length: 26\r\n\r\nList-".encode())
    assert ask(f"{site.url}/u/{token}").page.forms != []
    assert site.ending(token) == (None, None)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_links_between_the_pages_hold_below_any_path(site: Served, token: str) -> None:
    for path in ("", f"u/{token}", "u/x", "nothing", "no/thing/at/all", "u/..%2Fx"):
        links = ask(f"{site.url}/{path}").page.xpath("//link[@rel='stylesheet']/@href | //header//@href")
        below = [urljoin(f"https://quay.example/letters/{path}", link) for link in links]
        assert below == ["https://quay.example/letters/style.css", "https://quay.example/letters/"]


def test_pages_speak_the_newsletters_language(tmp_path: Path, handmade: Issue) -> None:
    with served(tmp_path, "<b>Le Quai</b>", "fr") as site:
        site.put(replace(handmade, language="fr", intro="", sections=()), "sent")
        asked, left = (ask(f"{site.url}/u/{site.token('a@example.org')}", method) for method in ("GET", "POST"))
        first = ask(f"{site.url}/")
    assert asked.page.get("lang") == "fr"
    assert (
        asked.page.xpath("//h1 | //button | //title | //header//a")[0].text_content()
        == "Se désabonner de <b>Le Quai</b>"
    )
    assert {each.text_content() for each in asked.page.xpath("//h1 | //button | //title")} == {
        "Se désabonner de <b>Le Quai</b>"
    }
    assert left.words == [
        "200",
        "Votre abonnement à <b>Le Quai</b> a pris fin",
        "Vous ne recevrez plus aucun numéro. Celui qui est déjà en route peut encore vous parvenir.",
    ]
    assert first.words == ["200", "Numéros", "Lundi 23 novembre 2026 · N° 1"]


def test_the_pages_wear_the_brands_colours_and_fonts(tmp_path: Path) -> None:
    with served(tmp_path, look=Look(accent="#0b5fff", font="Charter, serif")) as site:
        style = ask(f"{site.url}/style.css").body.decode()
    assert "--accent: #0b5fff;" in style and "font: 17px/27px Charter, serif;" in style


def test_pages_in_english_for_want_of_words_say_that_they_are(tmp_path: Path) -> None:
    with served(tmp_path, "الصباح", "ar") as site:
        found = ask(f"{site.url}/")
    assert found.words == ["200", "Issues", "No issue has been sent yet."]
    assert (found.page.get("lang"), found.page.get("dir")) == ("en", "ltr")


def test_without_a_database_the_pages_say_so_and_come_back_with_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder, away = tmp_path / "data", tmp_path / "away"
    folder.mkdir()
    with served(folder) as site:
        token = site.token("a@example.org")
        site.store.close()
        shutil.move(folder, away)
        found = [ask(f"{site.url}/"), ask(f"{site.url}/u/{token}"), ask(f"{site.url}/u/{token}", "POST", ONE_CLICK)]
        shutil.move(away, folder)
        assert ask(f"{site.url}/u/{token}").page.forms != []
    said = "Something on our side does not work at the moment. Try again in a few minutes."
    assert [each.words for each in found] == [["503", "Please try again later", said]] * 3
    assert [each.headers["retry-after"] for each in found] == ["300"] * 3
    logged = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(logged) == 3
    assert all(line.startswith("digest: ") and "it cannot be opened" in line for line in logged)


def test_pages_are_made_by_ones_own_templates_and_a_broken_one_is_named_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "page-issues.html.j2").write_text("<!doctype html><title>x</title><h1>{{ name }}: our own</h1>")
    with served(tmp_path, templates=own) as site:
        assert ask(site.url).words == ["200", "The Quay & Morning: our own"]
        (own / "page-issues.html.j2").write_text("<title>x</title>\n{{ nmae }}")
        (own / "page.html.j2").write_text("{% if %}")
        found = ask(site.url)
    said = "Something on our side does not work at the moment. Try again in a few minutes."
    assert found.words == ["503", "Please try again later", said]
    logged = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(logged) == 1
    assert logged[0].startswith("digest: page-issues.html.j2, line 2: 'nmae' is undefined (did you mean 'name'?)")


def test_a_fault_of_ours_is_told_in_words_and_logged_without_the_token(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with served(tmp_path) as site:
        token = site.token("a@example.org")
        with closing(sqlite3.connect(site.database)) as conn:
            conn.execute("DROP TABLE subscriptions")
        found = ask(f"{site.url}/u/{token}", "POST", ONE_CLICK)
    assert found.words[:2] == ["500", "Please try again later"]
    assert b"Traceback" not in found.body
    assert found.headers["content-security-policy"].startswith("default-src 'none'")
    assert "no such table: subscriptions" in caplog.text
    assert token not in caplog.text


def test_what_a_hostile_page_of_an_issue_may_do_is_nothing(site: Served, handmade: Issue) -> None:
    hostile = Rendition("html", "<title>x</title><script>alert(1)</script>")
    number = site.put(replace(handmade, renditions=(hostile,)), "sent")
    found = ask(f"{site.url}/issues/{number}")
    policy = dict(each.strip().partition(" ")[::2] for each in found.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy.keys() & {"script-src", "script-src-elem", "script-src-attr", "frame-src", "object-src"} == set()
    assert "allow-scripts" not in policy["sandbox"]


@pytest.fixture
def newsletter(tmp_path: Path) -> Path:
    folder = tmp_path / "newsletter"
    shutil.copytree(SEEDS, folder)
    return folder


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_serve_says_where_it_serves_and_stops_cleanly(newsletter: Path, stop: signal.Signals) -> None:
    command = [sys.executable, "-m", "digest", "serve", "--port", "0", "--config", str(newsletter / "digest.toml")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        found = re.fullmatch(r"Serving (.+) on (http://127\.0\.0\.1:\d+/): Ctrl-C stops it\.\n", line)
        assert found, process.stderr.read()
        answers = [ask(found[2]), ask(f"{found[2]}u/secret-token")]
        process.send_signal(stop)
        rest = process.communicate(timeout=10)
    assert [answer.status for answer in answers] == [200, 404]
    assert "server" not in answers[0].headers
    assert (process.returncode, rest) == (0, ("", ""))


def test_serve_without_its_extra_or_its_port_is_told_in_one_line(
    newsletter: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def serve(*options: str) -> tuple[object, str]:
        config = ["--config", str(newsletter / "digest.toml")]
        monkeypatch.setattr(sys, "argv", ["digest", "serve", *config, *options])
        with pytest.raises(SystemExit) as stopped:
            main()
        return stopped.value.code, capsys.readouterr().err

    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert serve("--port", str(port)) == (
            75,
            f"digest: port {port} of 127.0.0.1 is in use: stop the program that listens there, or name another --port\n",
        )
    code, said = serve("--host", "192.0.2.1")
    assert code == 78
    assert re.fullmatch(r"digest: 192\.0\.2\.1 port 8000: .+: name another --host or --port\n", said)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    code, said = serve()
    assert (code, said.count("\n")) == (78, 1)
    assert said.startswith(
        "digest: `digest serve` needs uvicorn, which is missing: in the folder that digest was installed"
    )
    assert "pip install '.[web]'" in said and "pipx install --force '.[web]'" in said


SLOW = {
    "says nothing": b"",
    "never ends its head": b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ",
    "never ends its body": b"POST /u/none HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nList",
    "says nothing more after an answer": b"GET /style.css HTTP/1.1\r\nHost: a\r\n\r\n",
}


def test_a_client_that_takes_too_long_is_closed(tmp_path: Path) -> None:
    with served(tmp_path, timeout=0.4) as site:
        port = int(site.url.rpartition(":")[2])
        clients = {name: socket.create_connection(("127.0.0.1", port)) for name in SLOW}
        began = time.monotonic()
        for name, client in clients.items():
            client.sendall(SLOW[name])
        for _ in range(3):  # each in time to keep alive who counts from the last byte
            time.sleep(0.3)
            with suppress(OSError):
                clients["never ends its head"].sendall(b"a")
        for client in clients.values():
            client.settimeout(5)
            with suppress(ConnectionResetError):
                while client.recv(65536):
                    pass
            client.close()
        assert time.monotonic() - began < 4


def test_with_few_descriptors_and_many_idle_connections_a_reader_still_leaves(newsletter: Path) -> None:
    """The limit is the system's own: 256 files. The log has one line of it."""
    config = newsletter / "digest.toml"
    with closing(open_store(newsletter / "digest.db")) as store, store.write() as conn:
        subscribe(conn, "the-sampleford-morning", "ana@example.org", how="test", now=NOW)
        row = conn.execute(select(schema.subscribers.c.id, schema.subscribers.c.token_key)).one()
        token = unsubscribe_token(1, *row)
    limited = "import resource, runpy; resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256)); runpy.run_module('digest', run_name='__main__')"
    command = [sys.executable, "-c", limited, "serve", "--port", "0", "--config", str(config)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout and server.stderr
        url = server.stdout.readline().split(" on ")[1].split(": ")[0]
        address = ("127.0.0.1", int(url.strip("/").rpartition(":")[2]))
        idle = []
        for number in range(300):
            idle.append(socket.create_connection(address, timeout=10))
            if number % 2:
                idle[-1].sendall(b"POST /u/none HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n")
        try:
            left = ask(f"{url}u/{token}", "POST", ONE_CLICK)
        finally:
            for client in idle:
                client.close()
            server.terminate()
            said = server.stderr.read()
    assert (left.status, left.words[1]) == (200, "You are unsubscribed from The Sampleford Morning")
    assert said.splitlines() == ["more than 128 connections at once: those that say nothing are closed"]
