"""The short form of `benchmarks.fuzz`: what is broken at random is refused in words, or read."""

from datetime import UTC

import pytest

from benchmarks import fuzz
from digest import parse_feed
from digest.collect.feeds import articles_of
from digest.collect.files import article_from_markdown
from digest.collect.markdown import safe_html
from digest.errors import InputError


def test_a_text_that_is_broken_at_random_is_read_or_refused_and_never_more() -> None:
    assert [said for seed in range(40) if (said := fuzz.finding(seed))] == []


def test_an_element_that_the_parser_gives_no_value_is_as_if_it_were_not_there() -> None:
    (article,) = articles_of(parse_feed(b"<entry<title</content<content >T</content>", "https://x.example/feed"))
    assert (article.title, article.text) == ("T", "")


def test_markdown_that_is_nested_too_deep_is_refused_in_words() -> None:
    with pytest.raises(InputError, match=r"^a\.md: its lists or quotations are nested too deep: check"):
        article_from_markdown("a\n: b\n" * 1000, "file:a.md", UTC)


def test_brackets_that_are_never_closed_are_text_and_cost_no_time() -> None:
    with fuzz.within(fuzz.LONGEST):
        assert safe_html("[" * 20_000) == f"<p>{'[' * 20_000}</p>"
