"""What an editor may change in a draft: order, choice and headlines, notes, and which of an article's sentences."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from digest.config import Settings
from digest.editing.changing import changed, changes
from digest.editing.writing import as_toml
from digest.errors import InputError
from digest.models import Edit, Identity, Issue
from digest.render import environment, render_issue, sha256_of
from digest.store import Store, corrections, issues


def draft_file(settings: Settings, store: Store, number: int | None) -> tuple[int, str]:
    """The draft's number, by default the newest issue's, and the file its editor opens. Raises InputError for what is
    no draft."""
    with store.read() as conn:
        draft = _checked(issues.wanted(conn, settings.slug, number))
    return draft.number, as_toml(draft)


def save(settings: Settings, store: Store, number: int, text: str, now: datetime) -> tuple[str, ...]:
    """Make the draft what the saved file says, and give the changes in words; none where the file changes nothing.

    Raises InputError, and leaves the draft alone, where the file is wrong or the draft is another by now.
    """
    env = environment(settings.templates)
    with store.write() as conn:
        draft = _checked(issues.get_to_change(conn, settings.slug, number))
        edited = changed(draft, text)
        if edited == draft:
            return ()
        made = tuple(changes(draft, edited))
        edited = replace(edited, edits=(*draft.edits, *(Edit(now, change) for change in made)))
        renditions = render_issue(edited, env)
        edited = replace(edited, renditions=renditions, sha256=sha256_of(renditions))
        gone = {*_printed(draft)} - {*_printed(edited)}
        stored = issues.articles_of(conn, settings.slug, number)
        issues.save_draft(conn, edited, [stored[each] for each in stored if each not in gone], now)
        corrections.carry(conn, edited, settings.daily.slug if settings.daily else "")
    return made


def _checked(issue: Issue) -> Issue:
    if issue.status == "draft":
        return issue
    mend = {
        "approved": f"run `digest withdraw {issue.number}`, then `digest build`",
        "withdrawn": "run `digest build` to make another",
    }
    told = f"say what was wrong with `digest correct {issue.number}`"
    raise InputError(
        f"issue {issue.number} is {issue.status}, and only a draft is edited: {mend.get(issue.status, told)}"
    )


def _printed(issue: Issue) -> Iterator[Identity]:
    """Of every article that is printed or named."""
    for story in issue.stories:
        yield from (it.identity for it in (story.article, *story.also))
    yield from (it.identity for it in issue.brief)
