"""An issue that does not go out by itself: what is against it, and how somebody goes on with it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from digest.config import Settings
from digest.errors import DigestError
from digest.models import Issue
from digest.pipeline.mailing import refuse_unsendable
from digest.proof import Finding, shortened
from digest.text.counting import plural

_LISTED = 10  # stories, or articles that were left out, named in one mail


def summed_up(findings: Iterable[Finding]) -> str:
    """The first error, and how many more there are, in one line."""
    errors = [each for each in findings if each.severity == "error"]
    more = f", and {plural(len(errors) - 1, 'other error')}" if errors[1:] else ""
    return shortened(errors[0].what, 160) + more if errors else ""


def findings_in_lines(findings: Iterable[Finding]) -> Iterator[str]:
    for each in findings:
        yield f"{each.severity}: {shortened(each.what, 300)}"
        yield f"  → {each.mend}"


def ways_on(settings: Settings, issue: Issue, *, held: bool) -> Iterator[str]:
    """What to do, in commands that can be followed. ``held`` by its proof, or waiting for approval."""
    number = f"{issue.number}{' -c digest.toml#weekly' if settings.daily else ''}"
    if held:
        edit = f"Mend it with digest edit {number}" if issue.edits else "Mend what is said above"
        yield f"{edit}, and the next run goes on with it. See it: digest proof {number}"
    else:
        yield f"Read it: digest show {number}. Change it: digest edit {number}"
    try:
        refuse_unsendable(settings, issue)
    except DigestError as error:
        yield f"It cannot be sent as it is: {error}"
    else:
        as_it_is = "If it may go out as it is" if held else "If it may go out"
        yield f"{as_it_is}: digest approve {number}, and the next run sends it"


def headlines(issue: Issue) -> Iterator[str]:
    named = (f"{place}. {story.title} ({story.article.source})" for place, story in enumerate(issue.stories, 1))
    yield from listed([shortened(line, 120) for line in named])


def left_out_in_lines(issue: Issue) -> Iterator[str]:
    """What could not be printed as its source gave it."""
    lost = [each for each in issue.left_out if each.lost]
    yield from listed([f"{shortened(each.title, 80)} ({each.source}): {each.reason}" for each in lost])


def listed(lines: Sequence[str]) -> Iterator[str]:
    yield from islice(lines, _LISTED)
    if len(lines) > _LISTED:
        yield f"and {len(lines) - _LISTED} more"
