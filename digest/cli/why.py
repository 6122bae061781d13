"""digest why."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import CONFIG, ConfigOption, NumberArgument
from digest.cli.output import in_words, issue_of, say, say_json

if TYPE_CHECKING:
    from digest.models import Issue, Score


@dataclass(frozen=True, slots=True)
class Verdict:
    """One article of the window. ``place`` counts the stories of the issue from 1; None for what it does not print."""

    place: int | None
    title: str
    source: str
    url: str
    reason: str
    score: float | None
    parts: dict[str, float]


def why(
    number: NumberArgument = None,
    url: Annotated[
        str | None,
        typer.Argument(metavar="[URL]", help="Only this article, with its score by part.", show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print every article with its score by part.")] = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Say of every article of an issue's window why it is in or out, and where.

    Example: digest why 12 https://courier.example/ferry
    """
    from digest.config import load
    from digest.errors import InputError

    issue = issue_of(load(config), number)
    found = [each for each in verdicts(issue) if url is None or each.url == url]
    if url and not found:
        raise InputError(f"{url} was not in the window of issue {issue.number}: see `digest why {issue.number}`")
    if as_json:
        say_json([asdict(each) for each in found])
    else:
        all_lines = [line for each in found for line in lines(each, with_parts=url is not None)]
        say("\n".join([*all_lines, *edit_lines(issue)]))


def edit_lines(issue: "Issue") -> list[str]:
    return [f"Edited {in_words(each.edited_at)}: {each.change}" for each in issue.edits]


def verdicts(issue: "Issue") -> Iterator[Verdict]:
    """The stories in their order, what is in brief, and what is left out."""
    place = 0
    for section in issue.sections:
        for story in section.stories:
            place += 1
            where = f"in {section.title}" if section.title else "leads the issue" if place == 1 else "in the issue"
            article = story.article
            yield _verdict(place, article.title, article.source, article.url, where, story.score)
    for article in issue.brief:
        yield _verdict(None, article.title, article.source, article.url, "in brief", ())
    for each in issue.left_out:
        yield _verdict(None, each.title, each.source, each.url, each.reason, each.score)


def _verdict(place: int | None, title: str, source: str, url: str, reason: str, score: "Score") -> Verdict:
    from digest.compose.ranking import total

    return Verdict(place, title, source, url, reason, total(score) if score else None, dict(score))


def lines(verdict: Verdict, *, with_parts: bool) -> Iterator[str]:
    """80 columns: place, score, title and source; why below it, and the score by part."""
    place = f"{verdict.place}." if verdict.place else "-"
    score = f"{verdict.score:5.2f}" if verdict.score is not None else "     "
    named = f"{verdict.title} ({verdict.source})"
    yield f"{place:>4} {score}  {named if len(named) <= 68 else named[:67] + '…'}"
    yield f"            {verdict.reason}"
    if with_parts and verdict.parts:
        yield "            " + " × ".join(f"{name} {value:g}" for name, value in verdict.parts.items())
