"""What surrounds the stories of an issue, and whether a draft still has it as the settings say."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from digest.collect.files import decode, read_bytes
from digest.config import Settings
from digest.models import Issue, Window
from digest.render import environment, render_issue, sha256_of
from digest.store import Store, corrections, issues
from digest.subscribers import PLACEHOLDER

_SHAPING: dict[str, Any] = {
    "newsletter": {"name", "tagline", "language", "postal_address", "to", "unsubscribe_url", "subject", "preheader"},
    "fetch": {"allow", "full_text"},
    **dict.fromkeys(("web", "brand", "summary", "issue", "section", "interest", "action", "source"), True),
}
_OF_WEEK: dict[str, Any] = {"weekly": {"leads", "per_section", "stories"}}
_FRAME = (
    "name", "timezone", "language", "tagline", "subject", "preheader",
    "unsubscribe", "home", "postal_address", "look", "actions", "made_with",
)  # fmt: skip


def blank_issue(settings: Settings, slot: datetime, window: Window, since: datetime | None = None) -> Issue:
    table = settings.newsletter
    return Issue(
        newsletter=settings.slug,
        name=table.name,
        number=0,
        slot=slot,
        timezone=settings.schedule.timezone,
        language=table.language,
        window=window,
        tagline=table.tagline,
        intro=intro_of(settings.folder, table.intro),
        subject=table.subject,
        preheader=table.preheader,
        unsubscribe=way_out(settings),
        home=settings.web.public_url or "",
        postal_address=table.postal_address,
        look=settings.brand.look,
        actions=settings.actions,
        since=since,
        made_with=made_with(settings),
    )


def made_with(settings: Settings) -> str:
    """Of the settings, the intro and the templates that a draft is made with: another when one of them changed."""
    own = settings.templates
    templates = [(path.name, path.read_bytes()) for path in sorted(own.glob("*.j2"))] if own else []
    said = settings.model_dump_json(include=_SHAPING | (_OF_WEEK if settings.daily else {}))
    parts = said, settings.schedule.timezone, intro_of(settings.folder, settings.newsletter.intro), templates
    return sha256(repr(parts).encode()).hexdigest()


def is_stale(settings: Settings, draft: Issue) -> bool:
    """Whether a draft that is due must be made anew: its settings changed, or it was made before its slot."""
    early = not draft.edits and draft.collected_at is not None and draft.collected_at < draft.slot
    return early or draft.made_with != made_with(settings)


def reframed(settings: Settings, store: Store, issue: Issue, now: datetime) -> Issue:
    """The issue; a draft that was made with other settings gets all that surrounds its stories anew."""
    if issue.status != "draft" or issue.made_with == made_with(settings):
        return issue
    blank = blank_issue(settings, issue.slot, issue.window)
    env = environment(settings.templates)
    made = replace(issue, **{name: getattr(blank, name) for name in _FRAME})
    renditions = render_issue(made, env)
    made = replace(made, renditions=renditions, sha256=sha256_of(renditions))
    with store.write() as conn:
        there = issues.get_to_change(conn, settings.slug, issue.number)
        if there.sha256 != issue.sha256:
            return there
        printed = issues.articles_of(conn, settings.slug, issue.number)
        saved = issues.save_draft(conn, made, printed.values(), now)
        corrections.carry(conn, saved, settings.daily.slug if settings.daily else "")
    return saved


def way_out(settings: Settings) -> str:
    """Where a reader of a list leaves; nothing for the reader who mails himself."""
    if settings.newsletter.to:
        return ""
    if settings.newsletter.unsubscribe_url:
        return settings.newsletter.unsubscribe_url
    return f"{settings.web.public_url}/u/{PLACEHOLDER}" if settings.web.public_url else ""


def intro_of(folder: Path, name: str | None) -> str:
    """The editor's note; a file that is not there is a day without one. Raises InputError for what is no text."""
    path = folder / (name or "")
    return decode(read_bytes(path), path).strip() if name and path.exists() else ""
