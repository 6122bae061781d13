"""What `import digest` gives to programs: the names, their types, and how little it loads."""

import ast
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

import digest

SOURCE = Path(digest.__file__).read_text()
PUBLIC = [
    "Article", "Block", "ConfigError", "DigestError", "InputError", "Issue", "NewsSummarizer", "Rendition", "Section",
    "Sentence", "Story", "Summary", "TemporaryError", "extract", "group_stories", "parse_feed", "render_issue",
    "summarize_article",
]  # fmt: skip


def test_the_public_names_are_these_and_type_checkers_know_each_from_where_it_comes() -> None:
    assert digest.__all__ == PUBLIC
    typed = {
        (each.module, name.asname)
        for each in ast.walk(ast.parse(SOURCE))
        if isinstance(each, ast.ImportFrom) and str(each.module).startswith("digest.")
        for name in each.names
    }
    assert typed == {(home, name) for home, names in digest._HOMES.items() for name in names}
    assert all(getattr(digest, name).__name__ == name for name in PUBLIC)
    assert files("digest").joinpath("py.typed").is_file()
    with pytest.raises(AttributeError, match="module 'digest' has no attribute 'summarise'"):
        digest.summarise  # noqa: B018


def test_importing_the_package_loads_no_stage_and_hides_none_of_its_folders() -> None:
    code = (
        "import sys, digest\n"
        "print(sorted(name for name in sys.modules if name.startswith('digest')))\n"
        "import digest.summarize.speakers as speakers, digest.render.story as story, digest.collect.feeds as feeds\n"
        "print(speakers.__name__, story.__name__, feeds.__name__)\n"
        "from digest import Article, parse_feed, render_issue, summarize_article\n"
        "print(sorted({'numpy', 'sqlalchemy', 'sumy', 'trafilatura', 'aiohttp'} & set(sys.modules)))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == [
        "['digest']",
        "digest.summarize.speakers digest.render.story digest.collect.feeds",
        "[]",
    ]
