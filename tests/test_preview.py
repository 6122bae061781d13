"""The draft in a browser: as devices show it, with its proof, following draft and templates, and only on this machine."""

import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import uvicorn
from browsers import needs_browser
from commands import Run, quietly
from lxml.html import document_fromstring

from digest.config import load
from digest.store import open_store
from digest.web import make_preview

SEEDS = Path(__file__).parent.parent / "seeds"


@dataclass
class Shown:
    url: str
    folder: Path

    def get(self, path: str, host: str = "127.0.0.1") -> tuple[int, str]:
        try:
            with urlopen(Request(self.url + path, headers={"Host": host}), timeout=10) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()


@pytest.fixture(scope="module")
def drafted_with_templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The draft of the sample newspaper, with a folder of templates."""
    folder = tmp_path_factory.mktemp("drafted") / "n"
    shutil.copytree(SEEDS, folder)
    (folder / "own").mkdir()
    config = folder / "digest.toml"
    config.write_text('templates_dir = "own"\n' + config.read_text())
    quietly("build", "--date", "2012-10-10", "--config", config)
    return folder


@pytest.fixture
def shown(drafted_with_templates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shown]:
    """A copy of it in the browser."""
    folder = tmp_path / "n"
    shutil.copytree(drafted_with_templates, folder)
    monkeypatch.chdir(folder)
    with previewed(folder) as shown:
        yield shown


@contextmanager
def previewed(folder: Path) -> Iterator[Shown]:
    settings = load(folder / "digest.toml")
    store = open_store(settings.database_url)
    app = make_preview(settings, store, None)
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", access_log=False, log_config=None))
    listener = socket.create_server(("127.0.0.1", 0))
    thread = Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield Shown(f"http://127.0.0.1:{listener.getsockname()[1]}/", folder)
    finally:
        server.should_exit = True
        thread.join()
        store.close()


def test_the_page_beside_its_proof_and_what_was_left_out(shown: Shown) -> None:
    status, html = shown.get("")
    words = " ".join(document_fromstring(html).text_content().split())
    assert status == 200
    assert "The Sampleford Morning No. 1 · Wed 10 Oct 2012, 07:00 · draft" in words
    assert "Nothing to mend." in words and "the same text as “Herring quota" in words


def test_text_and_raw_mail_are_what_a_reader_gets(shown: Shown, run: Run) -> None:
    assert shown.get("text")[1] == run("show").out
    status, mail = shown.get("mail")
    assert status == 200 and mail.startswith("From: ") and "multipart/alternative" in mail


def test_a_scheme_can_be_chosen_whatever_the_browsers_is(shown: Shown) -> None:
    light, dark = shown.get("page?scheme=light")[1], shown.get("page?scheme=dark")[1]
    assert "prefers-color-scheme" not in light + dark
    assert "@media all {" in dark and "@media not all {" in light


def test_a_template_that_changes_changes_the_page_and_its_version(shown: Shown) -> None:
    before = shown.get("version")[1]
    own = shown.folder / "own" / "issue.html.j2"
    own.write_text('{% extends "shipped/issue.html.j2" %}{% block masthead %}<tr><td>Our own</td></tr>{% endblock %}')
    assert "Our own" in shown.get("page")[1]
    assert shown.get("version")[1] != before


def test_a_fault_in_a_template_names_its_file_and_line(shown: Shown) -> None:
    (shown.folder / "own" / "issue.html.j2").write_text("<title>x</title>\n{{ issue.nmae }}\n")
    status, html = shown.get("")
    assert status == 500
    assert (
        "issue.html.j2, line 2: Issue has no 'nmae' (did you mean 'name'?)" in document_fromstring(html).text_content()
    )


def test_the_page_around_the_issue_may_be_ones_own_and_a_fault_in_it_is_told_by_ours(shown: Shown) -> None:
    own = shown.folder / "own" / "preview.html.j2"
    own.write_text("<h1>{{ issue.name }}, our own</h1>")
    assert shown.get("") == (200, "<h1>The Sampleford Morning, our own</h1>")
    own.write_text("<h1>\n{{ issue.nmae }}</h1>")
    status, html = shown.get("")
    assert status == 500 and "preview.html.j2, line 2: Issue has no 'nmae'" in document_fromstring(html).text_content()


def test_a_page_elsewhere_that_names_this_machine_reads_nothing(shown: Shown) -> None:
    assert shown.get("text", host="evil.example")[0] == 400
    assert shown.get("nothing/here") == (404, "Not Found\n")
    assert shown.get("?width=99")[0] == 422


@needs_browser
def test_an_editor_looks_at_every_state_and_sees_a_change_at_once(browser: Any, shown: Shown) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(shown.url)
    page.get_by_role("link", name="Dark").click()
    page.get_by_role("link", name="375").click()
    frame = page.frame_locator("iframe")
    assert page.locator("iframe").bounding_box()["width"] == 375
    assert frame.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(17, 17, 16)"
    own = shown.folder / "own" / "issue.html.j2"
    own.write_text('{% extends "shipped/issue.html.j2" %}{% block masthead %}<tr><td>Our own</td></tr>{% endblock %}')
    frame.get_by_text("Our own").wait_for(timeout=30_000)
    page.get_by_role("link", name="Raw mail").click()
    assert page.frame_locator("iframe").get_by_text("multipart/alternative").count() == 1
    page.get_by_role("link", name="Page").click()
    page.get_by_role("link", name="1280").click()
    assert page.get_by_role("heading", name="Proof").bounding_box()["x"] < 1280
    page.close()
    assert said == []


@needs_browser
def test_on_a_phone_it_opens_at_a_width_that_fits(browser: Any, shown: Shown) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 667})
    page.goto(shown.url)
    widths = page.evaluate("[document.querySelector('iframe').clientWidth, document.documentElement.scrollWidth]")
    page.close()
    assert widths == [375, 375]


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_raw_mail_can_be_read_in_both_schemes(browser: Any, shown: Shown, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto(f"{shown.url}?view=mail")
    ground = page.locator("iframe").evaluate("e => getComputedStyle(e).backgroundColor")
    ink = page.frame_locator("iframe").locator("pre").evaluate("e => getComputedStyle(e).color")
    page.close()
    assert (ground, ink) == {
        "light": ("rgb(255, 255, 255)", "rgb(0, 0, 0)"),
        "dark": ("rgb(26, 26, 24)", "rgb(255, 255, 255)"),
    }[scheme]
