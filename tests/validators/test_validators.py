"""The pages as html-validate and axe-core see them; `npm ci` in this folder installs both."""

import subprocess
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pytest
import test_page
from browsers import needs_browser
from full import PICTURE, full_issue

from digest.models import Issue, Look, Theme
from digest.render import environment, render_issue
from digest.render.site import Site, site

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
pytestmark = pytest.mark.skipif(
    not (MODULES / ".bin" / "html-validate").exists(), reason="no validators: run `npm ci` in tests/validators"
)

Scheme = Literal["light", "dark"]

RUN = """async () => (await axe.run(document, {resultTypes: ['violations', 'incomplete']})).violations
  .map(found => [found.id, found.impact, found.nodes.length, found.nodes[0].html.slice(0, 200)])"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, handmade: Issue) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    arabic = replace(full_issue(handmade), number=14, language="ar", intro="")
    of = Site(name="The Quay & Morning", tagline="x", language="en", url="https://quay.example", look=Look())
    files = site([handmade, replace(full_issue(handmade), number=13), arabic], of, environment(None))
    for path, body in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(body, encoding="utf-8")
    return folder


def test_the_archive_is_valid_html(archive: Path) -> None:
    pages = sorted(map(str, archive.rglob("*.html")))
    command = ["node_modules/.bin/html-validate", "--config", "htmlvalidate.json", *pages]
    ran = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=100, check=False)
    assert (ran.returncode, ran.stdout) == (0, "")


def serious(page: Any) -> list[Any]:
    page.add_script_tag(path=MODULES / "axe-core/axe.min.js")
    return [found for found in page.evaluate(RUN) if found[1] in ("serious", "critical")]


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_archive(browser: Any, archive: Path, scheme: Scheme) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.route(PICTURE, partial(test_page.fulfill, test_page.PHOTO))
    for name in ("index", "issues/12", "issues/13", "issues/14"):
        page.goto(f"file://{archive}/{name}.html")
        assert serious(page) == [], name
    page.close()


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", ["classic", "plain"])
def test_axe_finds_nothing_serious_in_an_issue(browser: Any, handmade: Issue, theme: Theme, scheme: Scheme) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.route(PICTURE, partial(test_page.fulfill, test_page.PHOTO))
    for issue in (full_issue(handmade), replace(full_issue(handmade), language="ar"), handmade):
        page.set_content(render_issue(replace(issue, look=replace(issue.look, theme=theme)))[0].body)
        assert serious(page) == []
    page.close()
