"""The publisher's own words for the subject and the line that the inbox shows behind it."""

from string import Formatter

from digest.models import Issue
from digest.text.printable import one_line

FIELDS = ("name", "number", "headline", "date")


def mistake_in(pattern: str) -> str:
    """What is wrong with a pattern; empty where nothing is."""
    written = " ".join(f"{{{field}}}" for field in FIELDS)
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError:
        return f"{pattern!r} holds a brace that is none of {written}: write {{{{ or }}}} for a brace"
    for _, field, how, conversion in parts:
        if field is not None and (field not in FIELDS or how or conversion):
            return f"{pattern!r} asks for {{{field}}}: it may hold {written}"
    return ""


def filled_in(pattern: str, issue: Issue) -> str:
    """One printable line; empty where the pattern is, or names a headline that the issue does not have."""
    headline = issue.stories[0].title if issue.stories else ""
    if not headline and any(field == "headline" for _, field, _, _ in Formatter().parse(pattern)):
        return ""
    from digest.render.story import long_date  # with it come Jinja and Babel, which a check of settings does without

    date = long_date(issue.slot, issue.language)
    return one_line(pattern.format(name=issue.name, number=issue.number, headline=headline, date=date))
