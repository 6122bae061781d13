"""A draft -> an issue that may go out: what approval refuses, and what it freezes."""

from datetime import datetime

from digest.config import Settings
from digest.errors import InputError
from digest.models import Issue, Story, Summary
from digest.pipeline.framing import made_with, reframed
from digest.pipeline.mailing import refuse_unsendable
from digest.store import Connection, Store, issues


def approve(settings: Settings, store: Store, number: int, now: datetime) -> Issue:
    """Freeze a draft, and keep what it will have told once it goes out.

    Raises InputError as the store, when another issue that was approved meanwhile prints an article of it, and
    for what was made with other settings than those of now; ConfigError for what ``send`` would refuse.
    """
    from digest.compose import pack  # whoever only sends does without

    _refuse_stale(settings, store, number, now)
    with store.write() as conn:
        refuse_repetition(conn, settings, number)
        issue = issues.approve(conn, settings.slug, number, now)
        in_brief = [Story(article, Summary(())) for article in issue.brief]
        issues.remember(conn, settings.slug, number, [pack(story) for story in (*issue.stories, *in_brief)])
    return issue


def refuse_repetition(conn: Connection, settings: Settings, number: int) -> None:
    """Raises InputError when an issue that waited too long would tell readers again what another one tells."""
    repeated_by = issues.made_of_the_same if settings.daily else issues.repeated_by
    if other := repeated_by(conn, settings.slug, number):
        raise InputError(
            f"issue {number} would repeat what issue {other} tells: build it again, or withdraw one of them"
            " with `digest withdraw N`"
        )


def _refuse_stale(settings: Settings, store: Store, number: int, now: datetime) -> None:
    """What holds no work of an editor is to be built anew; of the rest all but the stories is, here."""
    with store.read() as conn:
        issue = issues.wanted(conn, settings.slug, number)
    if issue.status != "draft":
        return
    if issue.stories and not issue.edits and issue.made_with != made_with(settings):
        since = f" --since {issue.since.isoformat()}" if issue.since else ""
        raise InputError(
            f"issue {number} was made with other settings than digest.toml has now: make it anew with"
            f" `digest build --date {issue.slot:%Y-%m-%d}{since}`, read it, and approve it then"
        )
    refuse_unsendable(settings, reframed(settings, store, issue, now))
