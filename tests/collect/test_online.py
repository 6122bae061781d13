"""Sources on the network, from a real server on loopback to the stored articles and the source's state."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path

import pytest

from digest.collect.agreement import agrees
from digest.collect.looking import FoundFeed
from digest.collect.pages import Page
from digest.collect.reading import Answer, read_page
from digest.config import Settings, load
from digest.desk.sources import check_all, look_at, silence
from digest.errors import InputError, TemporaryError
from digest.models import Article
from digest.pipeline.gathering import gather
from digest.store import Store, open_store
from digest.store.sources import SourceState, states

NOW = datetime(2026, 5, 31, 6, tzinfo=UTC)
ITEM = (
    "<item><title>{title}</title><link>{link}</link><pubDate>Sat, 30 May 2026 18:00:00 +0000</pubDate>"
    "<description>{text}</description></item>"
)
BODY = " ".join(f"The council of Sampleford voted on item {n} of its long list on Monday evening." for n in range(12))
PAGE = (
    "<html><head><title>Ferry wins - Courier</title></head><body><article><h1>Ferry wins</h1>"
    + "".join(
        f"<p>The council of Sampleford voted on item {n} of its long list on Monday evening, and nobody spoke.</p>"
        for n in range(9)
    )
    + "</article></body></html>"
)


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Courier</title>{"".join(items)}</channel></rss>'.encode()


@dataclass
class Web:
    """Paths and their answers (status, headers, body); every request is kept."""

    url: str = ""
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]


@pytest.fixture
def web() -> Iterator[Web]:
    found = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            status, headers, body = found.answers.get(self.path, (404, {}, b""))
            if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    found.url = f"http://127.0.0.1:{server.server_port}"
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Desk:
    folder: Path
    store: Store
    web: Web

    def settings(self, source: str = "", fetch: str = "") -> Settings:
        (self.folder / "digest.toml").write_text(
            '[newsletter]\nname = "Morning"\n[fetch]\npause = 0\nallow = ["127.0.0.1"]\n'
            f'{fetch}\n[[source]]\nname = "Courier"\nurl = "{self.web.url}/feed"\n{source}\n'
        )
        return load(self.folder / "digest.toml")

    def state(self) -> SourceState:
        with self.store.read() as conn:
            return states(conn, "morning")["Courier"]


@pytest.fixture
def desk(tmp_path: Path, web: Web) -> Iterator[Desk]:
    store = open_store(tmp_path / "digest.db")
    yield Desk(tmp_path, store, web)
    store.close()


def test_a_feed_with_full_texts_costs_one_request_and_a_second_visit_is_conditional(desk: Desk) -> None:
    desk.web.answers["/feed"] = (
        200,
        {"ETag": '"1"', "Content-Type": "application/rss+xml"},
        rss(ITEM.format(title="Ferry wins", link=f"{desk.web.url}/a", text=BODY)),
    )
    settings = desk.settings()
    first = gather(settings, desk.store, NOW)
    assert [(a.title, a.text, a.source) for a in first.articles] == [("Ferry wins", BODY, "Courier")]
    assert desk.web.paths() == ["/feed"]
    assert desk.web.requests[0][1]["user-agent"].startswith("digest/")
    second = gather(settings, desk.store, NOW + timedelta(hours=1))
    assert (second.articles, second.problems) == ((), ())
    assert desk.web.requests[1][1]["if-none-match"] == '"1"'
    assert desk.state().succeeded_at == NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", ""),
        ('contact = "https://example.org/about?a=1"', " (https://example.org/about?a=1)"),
        ('contact = "desk@example.org"', " (desk@example.org)"),
        ('[web]\npublic_url = "https://news.example.org"', " (https://news.example.org)"),
    ],
)
def test_strangers_are_told_only_the_contact_that_is_meant_for_them(desk: Desk, more: str, told: str) -> None:
    desk.settings(fetch=more)
    path = desk.folder / "digest.toml"
    private = '[newsletter]\nfrom = "Me <me@home.example>"\nto = "me@home.example"'
    path.write_text(path.read_text().replace("[newsletter]", private))
    gather(load(path), desk.store, NOW)
    ((_, headers),) = desk.web.requests
    assert headers["user-agent"] == f"digest/{version('digest')}{told}"
    assert "me@home.example" not in str(headers)


def test_a_source_that_is_not_due_is_left_alone(desk: Desk) -> None:
    desk.web.answers["/feed"] = (200, {}, rss(ITEM.format(title="T", link=f"{desk.web.url}/a", text=BODY)))
    settings = desk.settings()
    gather(settings, desk.store, NOW)
    gather(settings, desk.store, NOW + timedelta(minutes=5))
    assert desk.web.paths() == ["/feed"]


def test_a_teaser_is_completed_from_its_page_once(desk: Desk) -> None:
    desk.web.answers["/feed"] = (
        200,
        {},
        rss(ITEM.format(title="Ferry wins", link=f"{desk.web.url}/a", text="The council voted.")),
    )
    desk.web.answers["/a"] = (200, {"Content-Type": "text/html"}, PAGE.encode())
    settings = desk.settings()
    for hour in range(3):
        (article,) = gather(settings, desk.store, NOW + timedelta(hours=hour)).articles
        assert article.title == "Ferry wins"
        assert "voted on item 8" in article.text
        assert article.teaser == "The council voted."
    assert sorted(desk.web.paths()) == ["/a", "/feed", "/feed", "/feed", "/robots.txt"]


@pytest.mark.parametrize(("source", "fetch"), [("full_text = false", ""), ("", "full_text = false")])
def test_a_teaser_stays_one_where_the_source_or_all_of_them_are_to_be_told_by_it(
    desk: Desk, source: str, fetch: str
) -> None:
    desk.web.answers["/feed"] = (200, {}, rss(ITEM.format(title="T", link=f"{desk.web.url}/a", text="They voted.")))
    (article,) = gather(desk.settings(source, fetch), desk.store, NOW).articles
    assert (article.text, desk.web.paths()) == ("They voted.", ["/feed"])


def test_robots_txt_keeps_us_from_pages_and_the_teaser_stays(desk: Desk) -> None:
    desk.web.answers["/feed"] = (
        200,
        {},
        rss(ITEM.format(title="T", link=f"{desk.web.url}/a", text="The council voted.")),
    )
    desk.web.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /\n")
    (article,) = gather(desk.settings(), desk.store, NOW).articles
    assert article.text == "The council voted."
    assert "/a" not in desk.web.paths()


def test_a_failing_source_is_named_stops_nothing_and_is_healed_by_the_next_good_visit(desk: Desk) -> None:
    (desk.folder / "notes").mkdir()
    (desk.folder / "notes" / "a.txt").write_text(f"Notes\n\n{BODY}")
    settings = desk.settings('[[source]]\nname = "Notes"\npath = "notes"')
    desk.web.answers["/feed"] = (500, {}, b"")
    failed = gather(settings, desk.store, NOW)
    assert [article.source for article in failed.articles] == ["Notes"]
    assert [(p.source, "the server failed (500)" in p.message) for p in failed.problems] == [("Courier", True)]
    assert (desk.state().failures, desk.state().failing_since) == (1, NOW)
    waiting = gather(settings, desk.store, NOW + timedelta(minutes=20))
    assert (len(desk.web.requests), len(waiting.problems)) == (1, 1)
    desk.web.answers["/feed"] = (200, {}, rss(ITEM.format(title="T", link=f"{desk.web.url}/a", text=BODY)))
    healed = gather(settings, desk.store, NOW + timedelta(hours=2))
    assert healed.problems == ()
    assert (desk.state().failures, desk.state().failing_since, desk.state().error) == (0, None, "")


def test_a_feed_that_turned_into_rubbish_or_a_page_is_a_problem_in_words(desk: Desk) -> None:
    desk.web.answers["/feed"] = (200, {"ETag": '"1"'}, b"\x00\x01 not a feed")
    first = gather(desk.settings(), desk.store, NOW)
    assert "no RSS" in first.problems[0].message or "no feed" in first.problems[0].message
    assert desk.state().etag is None
    page = b'<html><head><link rel="alternate" type="application/rss+xml" href="/real"></head><body>Hello</body></html>'
    desk.web.answers["/feed"] = (200, {"Content-Type": "text/html"}, page)
    second = gather(desk.settings(), desk.store, NOW + timedelta(days=2))
    assert f"its feed is {desk.web.url}/real" in second.problems[0].message


def test_a_source_that_is_gone_is_not_asked_again(desk: Desk) -> None:
    desk.web.answers["/feed"] = (410, {}, b"")
    for day in range(3):
        assert "gone" in gather(desk.settings(), desk.store, NOW + timedelta(days=day)).problems[0].message
    assert desk.web.paths() == ["/feed"]


def test_a_permanent_redirect_is_remembered(desk: Desk) -> None:
    desk.web.answers["/feed"] = (301, {"Location": "/new"}, b"")
    desk.web.answers["/new"] = (200, {}, rss(ITEM.format(title="T", link=f"{desk.web.url}/a", text=BODY)))
    gather(desk.settings(), desk.store, NOW)
    gather(desk.settings(), desk.store, NOW + timedelta(days=1))
    assert desk.web.paths() == ["/feed", "/new", "/new"]


def test_a_login_from_the_environment_goes_along(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURIER_LOGIN", "me:secret")
    monkeypatch.setenv("COURIER_KEY", "abc")
    desk.web.answers["/feed"] = (200, {}, rss())
    gather(desk.settings('login_env = "COURIER_LOGIN"\nheader = "X-Key"\nheader_env = "COURIER_KEY"'), desk.store, NOW)
    headers = desk.web.requests[0][1]
    assert (headers["authorization"], headers["x-key"]) == ("Basic bWU6c2VjcmV0", "abc")


def test_a_private_address_is_refused_unless_it_is_allowed(desk: Desk) -> None:
    settings = desk.settings()
    closed = settings.model_copy(update={"fetch": settings.fetch.model_copy(update={"allow": ()})})
    (problem,) = gather(closed, desk.store, NOW).problems
    assert "127.0.0.1" in problem.message and "allow under [fetch]" in problem.message
    assert desk.web.requests == []


def test_looking_at_a_feed_costs_one_request_and_at_a_page_one_more_for_the_feed_that_it_names(desk: Desk) -> None:
    desk.web.answers["/feed"] = (200, {}, rss(ITEM.format(title="T", link=f"{desk.web.url}/a", text=BODY)))
    desk.web.answers["/"] = (
        200,
        {"Content-Type": "text/html"},
        b'<html><head><link rel=alternate type="application/rss+xml" href="/feed"></head></html>',
    )
    settings = desk.settings()
    look = look_at(settings, f"{desk.web.url}/feed", NOW)
    assert look == FoundFeed(f"{desk.web.url}/feed", "The Courier", 1, datetime(2026, 5, 30, 18, tzinfo=UTC))
    named = f"This feed is named by the page {desk.web.url}/."
    assert look_at(settings, f"{desk.web.url}/", NOW) == replace(look, remark=named)
    assert desk.web.paths() == ["/feed", "/", "/feed"]


PAGE_OF_FEEDS = "".join(
    f'<link rel="alternate" type="application/rss+xml" title="{title}" href="/{href}">'
    for title, href in (("Talk", "comments/feed"), ("Gone", "gone"), ("Empty", "empty"), ("Main", "main"))
)


def test_of_the_feeds_that_a_page_names_the_first_with_articles_is_taken_and_comments_come_last(desk: Desk) -> None:
    one = ITEM.format(title="T", link=f"{desk.web.url}/a", text=BODY)
    talk = rss(one).replace(b"The Courier", b"Comments on: The Courier")
    desk.web.answers |= {
        "/": (200, {"Content-Type": "text/html"}, f"<html><head>{PAGE_OF_FEEDS}</head></html>".encode()),
        "/comments/feed": (200, {}, talk),
        "/empty": (200, {}, rss()),
        "/main": (200, {}, rss(one).replace(b"The Courier", b"<![CDATA[ A\x01 name &amp; ]]>" + b"word " * 90)),
    }
    settings = desk.settings()
    found = look_at(settings, f"{desk.web.url}/", NOW)
    assert (found.url, found.articles, found.title[:13], len(found.title)) == (
        f"{desk.web.url}/main",
        1,
        "A name & word",
        79,
    )
    assert sorted(desk.web.paths()) == ["/", "/empty", "/gone", "/main"]
    desk.web.answers["/main"] = (200, {}, talk)
    assert look_at(settings, f"{desk.web.url}/", NOW).url == f"{desk.web.url}/empty"


def test_an_address_without_a_scheme_is_asked_by_https_and_then_by_http(desk: Desk) -> None:
    desk.web.answers["/feed"] = (200, {}, rss())
    settings, bare = desk.settings(), desk.web.url.removeprefix("http://")
    assert look_at(settings, f"{bare}/feed", NOW).url == f"{desk.web.url}/feed"
    with pytest.raises(InputError, match=f"http://{bare}/none: nothing is there"):
        look_at(settings, f"{bare}/none", NOW)
    with pytest.raises(TemporaryError, match=re.escape("http://127.0.0.1:1: 127.0.0.1 refuses the connection")):
        look_at(settings, "127.0.0.1:1", NOW)


def test_check_says_how_each_source_does(desk: Desk) -> None:
    desk.web.answers["/feed"] = (200, {"ETag": '"1"'}, rss(ITEM.format(title="T", link=f"{desk.web.url}/a", text=BODY)))
    settings = desk.settings(f'[[source]]\nname = "Down"\nurl = "{desk.web.url}/down"')
    assert [(row.name, row.state) for row in check_all(settings, desk.store, NOW)] == [
        ("Courier", "fresh"),
        ("Down", "failing"),
    ]
    assert [row.state for row in check_all(settings, desk.store, NOW)] == ["unchanged", "failing"]


@pytest.mark.parametrize(
    ("last", "silent"),
    [(timedelta(hours=30), False), (timedelta(days=4), True)],
)
def test_a_daily_source_is_silent_after_three_times_its_longest_pause(last: timedelta, silent: bool) -> None:
    times = [NOW - last - timedelta(days=day) for day in range(10)]
    assert (silence(times, NOW) is not None) is silent


def test_a_weekly_source_is_not_called_silent_after_ten_days() -> None:
    assert silence([NOW - timedelta(days=10 + 7 * week) for week in range(8)], NOW) is None
    assert silence([], NOW) is None


WALLS = {
    "is a check for robots": "<title>Just a moment...</title><h1>Checking your browser</h1><form id='challenge-form'></form>"
    "<p>This process is automatic, and the page that you have asked for is shown to you within a few seconds.</p>",
    "is a page to log in": "<title>Welcome back</title><h1>Welcome back</h1><form><input type='password'></form>"
    "<p>Readers who have an account see the page that they have asked for as soon as they have told us their name.</p>",
    "is a page that offers a domain for sale": "<title>courier.example</title><h1>courier.example is for sale</h1>"
    "<p>The owner of this domain has offered it for an asking price of two thousand euros, and brokers help to buy it.</p>",
    "is an error page": "<title>404 - Page not found</title><h1>Oh dear</h1>"
    "<p>The page that you have asked for has been taken away by somebody, or has never been there in the first place.</p>",
    "is a page that only scripts can show": "<title>Courier</title><noscript>Please enable JavaScript.</noscript>"
    "<p>This page is loading, and it takes a moment until everything that it is made of has come to your device.</p>",
    "is a web page, not a feed, and has none of the marks of an article": "<title>Courier</title><h1>Our hosting</h1>"
    "<p>This server has been set up for a new customer, who has not yet put any pages of his own on its hard disks.</p>",
}


@pytest.mark.parametrize("what", WALLS)
def test_a_wall_is_called_what_it_is(what: str) -> None:
    answer = Answer(f"<html><body>{WALLS[what]}</body></html>".encode(), "https://x.example/", "text/html")
    found = read_page(answer, NOW)
    assert (found.doubt if isinstance(found, Page) else found).startswith(f"https://x.example/ {what}")


def test_a_wall_is_never_a_story_and_a_source_that_became_one_is_failing_in_words(desk: Desk) -> None:
    what = "is a check for robots"
    wall = (200, {"Content-Type": "text/html"}, f"<html><body>{WALLS[what]}</body></html>".encode())
    teaser = "The ferry to Eastholm sails again from Monday, its captain said."
    desk.web.answers["/feed"] = (200, {}, rss(ITEM.format(title="Ferry sails", link=f"{desk.web.url}/a", text=teaser)))
    desk.web.answers["/a"] = wall
    settings = desk.settings()
    assert [it.text for it in gather(settings, desk.store, NOW).articles] == [teaser]
    desk.web.answers["/feed"] = wall
    (health,) = check_all(settings, desk.store, NOW + timedelta(hours=2))
    assert health.state == "failing"
    assert what in health.detail


def test_a_source_that_is_a_page_is_read_where_it_looks_like_an_article_or_has_been_one_before(desk: Desk) -> None:
    header = {"Content-Type": "text/html; charset=windows-1252"}
    plain = PAGE.replace("article>", "div>").replace("nobody spoke", "nobody spoke of the fähre")
    desk.web.answers["/feed"] = (200, header, plain.replace("<div>", "<article>").encode("cp1252"))
    settings = desk.settings()
    (article,) = gather(settings, desk.store, NOW).articles
    assert "of the fähre" in article.text
    short = plain.partition("item 4")[0].encode("cp1252")
    desk.web.answers["/feed"] = (200, header, short)
    again = gather(settings, desk.store, NOW + timedelta(days=1))
    assert (len(again.articles), again.problems) == (1, ())


@pytest.mark.parametrize(
    ("title", "teaser", "text", "taken"),
    [
        ("Ferry sails again", "The ferry sails on Monday, its captain said.", "On Monday the captain sailed the ferry.", True),
        ("Ferry sails again", "The boat is back on Monday.", "To read “Ferry sails again”, subscribe to the Courier.", False),
        ("Ferry sails again", "", "The ferry to Eastholm sails with eighty people and forty cars on board.", True),
        ("Ferry sails again", "", "We and our partners store cookies on your device.", False),
        ("Fähren fahren", "Die Fähre fährt ab Montag.", "Ab Montag fahren die Fähren nach Osten, sagte der Kapitän.", True),
    ],
)  # fmt: skip
def test_a_page_is_an_items_own_if_it_says_what_the_item_says(title: str, teaser: str, text: str, taken: bool) -> None:
    code = "de" if "Fähre" in title else "en"
    item = Article(url="https://x.example/a", title=title, text=teaser, language=code)
    assert agrees(Article(url=item.url, title="Courier", text=text, language=code), item) is taken
