"""What was wrong in an issue that was sent: a note in the next one, or an issue of its own."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from digest.config import Settings
from digest.models import Correction, Issue, Window
from digest.pipeline.building import finished
from digest.pipeline.framing import blank_issue
from digest.render import environment
from digest.store import Store, corrections, issues


def correct_now(settings: Settings, store: Store, number: int, text: str, now: datetime) -> Issue:
    """A draft that holds nothing but the correction. Raises InputError where no such issue was sent.

    Its window is empty, so that the next issue's begins where it would have begun without it.
    """
    zone = settings.schedule.zone
    env = environment(settings.templates)
    local = now.astimezone(zone).replace(microsecond=0)
    slot = local.replace(tzinfo=timezone(local.utcoffset() or timedelta()))
    with store.write() as conn:
        wrong = corrections.sent_issue(conn, settings.slug, number)
        while issues.for_slot(conn, settings.slug, slot):
            slot += timedelta(seconds=1)
        draft = replace(
            blank_issue(settings, slot, Window(wrong.window_start, wrong.window_start)),
            intro="",
            corrections=(Correction(number, wrong.slot.astimezone(zone), text),),
        )
        return issues.save_draft(conn, finished(conn, draft, env)[0], (), now)
