"""The static archive: what is in it, what is not, and what programs make of it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Literal
from urllib.parse import urljoin
from xml.etree import ElementTree

import feedparser
import lxml.html
import pytest
import test_page
from browsers import needs_browser
from commands import Run
from full import PICTURE, full_issue
from sqlalchemy import update
from test_fragments import _Quiet

from digest.models import Images, Issue, Look
from digest.render import environment
from digest.render.site import Site, site
from digest.store import issues, open_store, schema

URL = "https://quay.example/archive"
NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
CONFIG = f"""
[newsletter]
name = "The Quay & Morning"
slug = "morning"
tagline = "What happened, in five minutes"
[web]
archive_url = "{URL}/"
[[source]]
name = "x"
path = "x"
"""


def keep(folder: Path, sent: dict[Issue, str]) -> None:
    """Put the issues into the folder's database, a slot each, ten days apart."""
    store = open_store(folder / "digest.db")
    with store.write() as conn:
        for place, (issue, status) in enumerate(sent.items()):
            slot = issue.slot + timedelta(days=10 * place)
            number = issues.number_for(conn, "morning", slot)
            issues.save_draft(conn, replace(issue, slot=slot, number=number), [], NOW)
            conn.execute(update(schema.issues).where(schema.issues.c.number == number).values(status=status))
    store.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, handmade: Issue) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    (folder / "digest.toml").write_text(CONFIG)
    bare = replace(handmade, sections=(), intro="", tagline="", name="Nothing today")
    keep(
        folder,
        {handmade: "sent", full_issue(handmade): "sent", bare: "sent", replace(handmade, tagline="x"): "approved"},
    )
    return folder


@pytest.fixture
def archive(folder: Path, run: Run) -> Path:
    assert run("site", folder / "www", "--config", folder / "digest.toml").code == 0
    return folder / "www"


def names(archive: Path) -> list[str]:
    return sorted(str(path.relative_to(archive)) for path in archive.rglob("*") if path.is_file())


def test_only_sent_issues_are_in_it_and_no_readers_link(archive: Path, handmade: Issue) -> None:
    assert names(archive) == [
        "atom.xml", "feed.json", "index.html", "issues/1.html", "issues/2.html", "issues/3.html", "rss.xml",
        "sitemap.xml", "style.css",
    ]  # fmt: skip
    printed = "".join(path.read_text() for path in archive.rglob("*") if path.is_file())
    assert handmade.unsubscribe not in printed and "nsubscribe" not in printed and "/u/" not in printed
    assert "Old news" not in printed  # what was left out


def test_writing_it_again_changes_no_file(archive: Path, folder: Path, run: Run) -> None:
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in archive.rglob("*") if path.is_file()}
    (archive / "issues/2.html").write_text("half a page")
    again = run("site", archive, "--config", folder / "digest.toml")
    assert again.out == f"3 issues in {archive}: 1 file written.\n"
    after = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in archive.rglob("*") if path.is_file()}
    changed = [path.name for path in before if before[path][0] != after[path][0]]
    assert changed == ["2.html"] and after[archive / "issues/2.html"][1] == before[archive / "issues/2.html"][1]


def test_the_index_lists_issues_by_month_the_newest_first(archive: Path) -> None:
    page = lxml.html.parse(str(archive / "index.html")).getroot()
    assert [heading.text for heading in page.xpath("//h2")] == ["December 2026", "November 2026"]
    assert [link.text for link in page.xpath("//h3/a")] == [
        "Correction",
        "Council approves the harbour tram",
        "Council approves the harbour tram",
    ]


def test_every_link_within_the_archive_leads_to_a_file_of_it(archive: Path) -> None:
    for name in names(archive):
        if name.endswith(".html"):
            page = lxml.html.parse(str(archive / name)).getroot()
            inside = [url for url in page.xpath("//@href") if "://" not in url and not url.startswith(("mailto:", "#"))]
            assert len(inside) > 4
            assert [url for url in inside if not (archive / urljoin(name, url)).is_file()] == []
    issue = lxml.html.parse(str(archive / "issues/2.html")).getroot()
    assert issue.xpath("//nav//a/@href") == ["3.html", "1.html"]


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
def test_the_feeds_are_wellformed_and_hold_whole_issues(archive: Path, name: str) -> None:
    feed = feedparser.parse((archive / name).read_bytes())
    assert (feed.bozo, feed.feed.title, feed.feed.link) == (0, "The Quay & Morning", f"{URL}/")
    assert [entry.link for entry in feed.entries] == [f"{URL}/issues/{number}.html" for number in (3, 2, 1)]
    assert [entry.published_parsed[:5] for entry in feed.entries[::-1]] == [
        (2026, 11, 23, 7, 0), (2026, 12, 3, 7, 0), (2026, 12, 13, 7, 0),
    ]  # fmt: skip
    assert feed.entries[1].title == "Council approves the harbour tram"
    assert "The council voted 31 to 14 late on Sunday" in feed.entries[1].content[0].value
    assert feed.entries[1].summary.startswith("A shorter headline of an editor’s · المجلس")


def test_the_json_feed_says_the_same(archive: Path) -> None:
    feed = json.loads((archive / "feed.json").read_text())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["url"] for item in feed["items"]] == [f"{URL}/issues/{number}.html" for number in (3, 2, 1)]
    assert feed["items"][1]["image"] == PICTURE and "image" not in feed["items"][0]
    assert feed["items"][1]["date_published"] == "2026-12-03T07:00:00+00:00"
    assert "<script" not in feed["items"][1]["content_html"]


def test_the_sitemap_names_every_page(archive: Path) -> None:
    tree = ElementTree.parse(archive / "sitemap.xml")
    assert [each.text for each in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")] == [
        f"{URL}/",
        *(f"{URL}/issues/{number}.html" for number in (3, 2, 1)),
    ]


def test_a_page_that_is_shared_shows_headline_deck_and_picture(archive: Path) -> None:
    page = lxml.html.parse(str(archive / "issues/2.html")).getroot()
    graph = {each.get("property"): each.get("content") for each in page.xpath("//meta[@property]")}
    assert graph == {
        "og:type": "article",
        "og:site_name": "The Quay & Morning",
        "og:title": "Council approves the harbour tram",
        "og:description": graph["og:description"],
        "og:url": f"{URL}/issues/2.html",
        "article:published_time": "2026-12-03T07:00:00+00:00",
        "og:image": PICTURE,
    }
    assert graph["og:description"].startswith("A shorter headline")


@pytest.mark.parametrize(("images", "shown", "linked"), [("lead", 1, 0), ("link", 0, 1), ("none", 0, 0)])
def test_pages_and_feeds_show_pictures_as_the_brand_says(
    handmade: Issue, images: Images, shown: int, linked: int
) -> None:
    issue = replace(full_issue(handmade), look=Look(images=images))
    of = Site(name="The Quay", tagline="", language="en", url=URL, look=issue.look)
    files = site([issue], of, environment(None))
    page = lxml.html.document_fromstring(files["issues/12.html"])
    assert len(page.xpath("//img")) == len(page.xpath("//meta[@property='og:image']")) == shown
    assert page.xpath("//a[. = 'Picture']/@href") == [PICTURE] * linked
    assert ("image" in json.loads(files["feed.json"])["items"][0]) == bool(shown)


def test_without_an_address_nothing_is_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text(CONFIG.replace("archive_url", "public_url"))
    ran = run("site", tmp_path / "www", "--config", tmp_path / "digest.toml")
    assert (ran.code, (tmp_path / "www").exists()) == (78, False)
    assert ran.err == (
        "digest: feeds and a sitemap need the archive's address: set archive_url in [web], or give --url https://…\n"
    )


def test_an_archive_without_issues_is_one_all_the_same(run: Run, tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text(CONFIG)
    assert run("site", tmp_path / "www", "--config", tmp_path / "digest.toml").code == 0
    assert "No issue has been sent yet." in (tmp_path / "www/index.html").read_text()
    assert feedparser.parse((tmp_path / "www/atom.xml").read_bytes()).bozo == 0


@pytest.fixture
def served(archive: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(archive)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_pages_are_readable_at_every_width(browser: Any, served: str, scheme: Literal["light", "dark"]) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.route(PICTURE, partial(test_page.fulfill, test_page.PHOTO))
    for path in ("index.html", "issues/1.html", "issues/2.html"):
        page.goto(f"{served}/{path}")
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            findings = page.evaluate(test_page.FINDINGS)
            assert findings.pop("texts") >= 8
            fine = {"faint": [], "outside": [], "clipped": [], "overlapping": [], "scrolls": False}
            assert findings == fine, (path, width)
    page.close()
