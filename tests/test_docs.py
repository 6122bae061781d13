"""The papers: pages that are made from the program are not older than it, and what they show works."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from commands import Run

import reference
from digest.cli import app
from digest.models import Issue, Look
from digest.render import environment, render_issue

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def shown(page: Path, language: str) -> list[str]:
    """What stands between ``` and ``` on a page, in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(), re.DOTALL | re.MULTILINE)


def test_the_pages_made_from_the_program_say_what_it_says() -> None:
    assert reference.stale() == [], "make docs, and read the difference"


def test_whatever_the_reference_names_has_a_sentence() -> None:
    assert reference.undescribed() == []


def test_a_key_that_nobody_described_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    from digest.config.tables import FetchTable

    monkeypatch.setattr(FetchTable.model_fields["timeout"], "description", None)
    monkeypatch.setitem(reference.templates.VARIABLES, "gone", "is given no more")
    assert {"digest.toml: [fetch] timeout", "gone"} <= {*reference.undescribed()}


def body_of(issue: Issue, format: str) -> str:
    return next(it.body for it in issue.renditions if it.format == format)


@pytest.fixture
def overridden(tmp_path: Path, handmade: Issue) -> Callable[[Look], Issue]:
    """The issue as the examples of the page on templates, saved as it says, print it."""
    files = re.findall(r"Save it as `templates/(.*?)`", (DOCS / "templates.md").read_text())
    for name, text in zip(files, shown(DOCS / "templates.md", "jinja"), strict=True):
        (tmp_path / name).write_text(text)
    return lambda look: replace(handmade, renditions=render_issue(replace(handmade, look=look), environment(tmp_path)))


def test_the_examples_of_templates_do_what_the_page_says(overridden: Callable[[Look], Issue], handmade: Issue) -> None:
    for look in (Look(), Look(theme="plain")):
        (plain,) = (it.body for it in render_issue(replace(handmade, look=look)) if it.format == "html")
        added = re.search(r"<tr><td [^>]*>Printed in Sampleford\.</td></tr>", body_of(overridden(look), "html"))
        assert added and body_of(overridden(look), "html").replace(added[0], "", 1) == plain
    lines = [line for line in body_of(overridden(Look()), "text").splitlines() if line.startswith("* ")]
    assert [line.split(" (")[0] for line in lines] == [
        f"* {' '.join(story.title.split())}" for story in handmade.stories[1:]
    ]


def test_the_example_of_the_python_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    example, *_ = shown(DOCS / "python.md", "python")
    exec(example, {})
    assert capsys.readouterr().out == (
        "The ferry of Sampleford sails again from Monday. The council paid for a new engine.\n"
    )


def test_the_readme_is_short_and_its_links_lead_somewhere() -> None:
    text = (ROOT / "README.md").read_text()
    assert len(text.encode()) <= 5120
    for page in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"):
        links = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / page).read_text())
        assert [link for link in links if not (ROOT / link).exists()] == [], page


def test_the_demo_prints_what_the_readme_shows(run: Run, tmp_path: Path) -> None:
    ran = run("demo", "--out", tmp_path)
    (example,) = shown(ROOT / "README.md", "text")
    said, at = (ran.out + ran.err).replace("\u00a0", " "), 0
    for part in example.split("…\n"):
        assert part in said[at:], part
        at = said.index(part, at)


def test_the_newsletter_of_the_readme_is_made_by_the_commands_beside_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIGEST_NOW", "2026-11-27T06:00+00:00")
    (example,) = shown(ROOT / "README.md", "toml")
    (tmp_path / "digest.toml").write_text(example)
    assert run("config", "check").code == 0
    (tmp_path / "digest.toml").write_text(re.sub("url = .* or (path = [^,]*),.*", r"\1", example))
    (tmp_path / "articles").mkdir()
    told = "The ferry of Sampleford sails again from Monday, the council said."
    (tmp_path / "articles" / "ferry.md").write_text(f"---\ntitle: Ferry\ndate: 2026-11-26T12:00:00Z\n---\n{told}\n")
    commands = re.findall(r"^digest ([a-z ]*[a-z]) *#", "".join(shown(ROOT / "README.md", "sh")), re.MULTILINE)
    ran = {command: run(*command.split()) for command in commands if command != "schedule install"}
    assert {command: it.code for command, it in ran.items()} == {"build": 0, "show": 0, "status": 0}
    assert told in ran["show"].out


def test_the_readme_names_only_commands_that_are_there() -> None:
    known = [f"{path} " for path, _ in reference.commands.walk(typer.main.get_command(app), "digest")]
    text = (ROOT / "README.md").read_text()
    named = {f"digest {words.strip()} " for words in re.findall(r"(?:^|`)digest ([a-z][a-z ]*)", text, re.MULTILINE)}
    assert [it for it in sorted(named) if not any(it.startswith(path) for path in known)] == []


def test_the_make_targets_of_the_papers_are_there() -> None:
    text = "".join((ROOT / name).read_text() for name in ("README.md", "CONTRIBUTING.md"))
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"^(?: {4})?make (\w+)|`make (\w+)", text, re.MULTILINE)) - {("", "")}
    assert {one or other for one, other in re.findall(r"^(?: {4})?make (\w+)|`make (\w+)", text, re.M)} <= targets


def test_every_file_that_the_papers_name_is_there() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", DOCS / "architecture.md", DOCS / "why.md"):
        named = re.findall(r"`([\w.-]+/[\w/.-]*)`", page.read_text())
        named = [it for it in named if not it.startswith(("out/", "data/")) and "/xx." not in it]  # made, or to be made
        assert [it for it in named if not (ROOT / it).exists() and not (ROOT / "digest" / it).exists()] == [], page.name
