"""The issues of a week -> the sections of a weekly one: the leads, as they were printed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from digest.compose.memory import Signature, Told, recall, signature_of
from digest.compose.ranking import PIN, Composed, in_order, precedence, with_lead_first, without
from digest.compose.repeats import linked_once, repeats
from digest.compose.urls import canonical_url
from digest.models import Earlier, Identity, Issue, LeftOut, Section, Story
from digest.text.counting import plural


@dataclass(frozen=True, slots=True)
class Lead:
    """A story that a ``daily`` issue told first in its section, and that section's title."""

    story: Story
    section: str
    daily: Earlier


def leads_of(issue: Issue, daily: Earlier, most: int) -> Iterator[Lead]:
    """The first ``most`` stories of each of its sections. The lead of the issue, where it has a place of its own,
    leads the section of its article."""
    for section in issue.sections:
        for story in section.stories[:most]:
            yield Lead(replace(story, daily=daily), section.title or story.article.section or "", daily)


def of_the_week(
    leads: Sequence[Lead],
    told: Sequence[Told],
    titles: Iterable[str],
    per_section: int,
    stories: int,
    pinned: Collection[Identity] = (),
) -> Composed:
    """The best of these leads, word for word as they were printed, each event once: as the newest issue told it.

    ``told`` is what the daily issues have told, by which an event is known again; ``titles`` the order of all sections,
    ``per_section`` how many stories each holds, ``stories`` how many there are in all.
    """
    newest, left_out = _each_event_once(leads, told)
    ranked = sorted((_pinned(lead, pinned) for lead in newest), key=lambda lead: precedence(lead.story))
    placed: dict[str, list[Story]] = {title: [] for title in titles}
    for lead in ranked:
        section = placed[lead.section]
        if sum(map(len, placed.values())) >= stories:
            left_out.append(without(lead.story, f"over the {plural(stories, 'story')} of an issue"))
        elif len(section) >= per_section:
            left_out.append(without(lead.story, f"over the {plural(per_section, 'story')} of its section"))
        elif reason := repeats(lead.story, chain.from_iterable(placed.values())):
            left_out.append(without(lead.story, reason))
        else:
            section.append(lead.story)
    found = linked_once(Section(title, tuple(some)) for title, some in placed.items() if some)
    return Composed(with_lead_first(found), (), in_order(left_out))


def _each_event_once(leads: Sequence[Lead], told: Sequence[Told]) -> tuple[list[Lead], list[LeftOut]]:
    """A lead is left out where a newer one is an update of what it told, or links to the same article."""
    signatures = [signature_of(lead.story.article) for lead in leads]
    known = recall(signatures, told)
    kept: list[Lead] = []
    left_out: list[LeftOut] = []
    for lead, signature in zip(leads, signatures, strict=True):
        goes_on = (
            newer.daily.number
            for newer, its_own in zip(leads, known, strict=True)
            if newer.daily.slot > lead.daily.slot
            and (_share_link(lead, newer) or (newer.story.update and _is_among(its_own, lead, signature)))
        )
        number = max(goes_on, default=0)
        if number:
            left_out.append(without(lead.story, f"went on in No. {number}"))
        else:
            kept.append(lead)
    return kept, left_out


def _is_among(told: Sequence[Told], lead: Lead, signature: Signature) -> bool:
    return any(it.issue.number == lead.daily.number and it.articles[0] == signature for it in told)


def _share_link(one: Lead, other: Lead) -> bool:
    links, others = ({canonical_url(it.url) for it in (lead.story.article, *lead.story.also) if it.url}
                     for lead in (one, other))  # fmt: skip
    return bool(links & others)


def _pinned(lead: Lead, pinned: Collection[Identity]) -> Lead:
    """As its editor pinned it in a draft of the week, not as one of the day did."""
    story, score = lead.story, lead.story.score
    is_pinned = story.article.identity in pinned
    if is_pinned and ("pin", PIN) not in score:
        score = (*score, ("pin", PIN))
    return replace(lead, story=replace(story, pinned=is_pinned, score=score))
